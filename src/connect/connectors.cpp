#include "connect/connectors.h"

#include "connect/ask.h"
#include "connect/held_bytes.h"

namespace afterword {
namespace {

struct Server {
  std::string_view kind;
  Result<void> (*ask)(Exchange& ask);
};
constexpr Server servers[] = {
    {"prometheus", ask_prometheus},       {"loki", ask_loki},
    {"elasticsearch", ask_elasticsearch}, {"opensearch", ask_elasticsearch},
    {"clickhouse", ask_clickhouse},
};

const Server* find_server(std::string_view kind) {
  for (const Server& server : servers) {
    if (server.kind == kind) return &server;
  }
  return nullptr;
}

}  // namespace

std::int64_t Exchange::step_seconds() const {
  constexpr std::int64_t points_max = 600;
  const std::int64_t length = (until() - since()) / one_second;
  return std::max<std::int64_t>(1, (length + points_max - 1) / points_max);
}

Result<std::string> Exchange::get(const std::string& path_and_query) const {
  return fetch_http({url.base + path_and_query, {}, {}}, options.limits);
}

Result<std::string> Exchange::post(const std::string& path, std::string body, std::string content_type) const {
  return fetch_http({url.base + path, std::move(body), std::move(content_type)}, options.limits);
}

void Exchange::add(const std::string& what, std::string bytes) {
  const std::string path = url.kind + "+" + without_password(url.base) + "#" + what;
  sources_.push_back({path, until() / one_second, std::make_shared<HeldBytes>(std::move(bytes))});
}

bool is_server_url(std::string_view input) {
  const auto url = parse_server_url(input);
  return url && find_server(url->kind) != nullptr;
}

Result<std::vector<NamedSource>> fetch_server(const std::string& input, const FetchOptions& options) {
  const auto url = parse_server_url(input);
  const Server* server = url ? find_server(url->kind) : nullptr;
  if (server == nullptr)
    return std::unexpected(Error{ErrorKind::usage, "unknown kind of server", without_password(input),
                                 "prometheus+http://, loki+http://, elasticsearch+http:// or clickhouse+http://"});
  if (!options.since || !options.until || *options.since >= *options.until)
    return std::unexpected(Error{ErrorKind::usage, "a server must be told which time is wanted",
                                 without_password(input), "--since 2026-03-14T09:00Z --until 2026-03-14T11:00Z"});
  Exchange ask(*url, options);
  if (const Result<void> asked = server->ask(ask); !asked) return std::unexpected(asked.error());
  return ask.take();
}

}  // namespace afterword
