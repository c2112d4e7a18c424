#include "dispatch/json_answer.h"

#include <charconv>

namespace afterword {
namespace {

/// What a server says went wrong, in the places where the ones we know put it.
std::string words_of(const WebAnswer& answer) {
  const Json json = Json::parse(answer.body, nullptr, false);
  if (!json.is_object()) return shown_words(answer.body);
  std::string out;
  for (const char* name : {"message", "error", "error_description"})
    if (out.empty()) out = text_at(json, name);
  for (const char* name : {"errorMessages", "errors", "message"}) {
    const Json& list = member(json, name);
    if (list.is_array()) {
      for (const Json& each : list) {
        std::string words = each.is_string() ? each.get<std::string>() : text_at(each, "message");
        if (words.empty()) words = text_at(each, "context");
        if (words.empty() && !text_at(each, "field").empty())
          words = text_at(each, "field") + " " + text_at(each, "code");
        if (!words.empty()) out += (out.empty() ? "" : "; ") + words;
      }
    } else if (list.is_object()) {
      for (const auto& [field, value] : list.items())
        out +=
            (out.empty() ? "" : "; ") + field + (value.is_string() ? ": " + value.get<std::string>() : std::string());
    }
  }
  return shown_words(out.empty() ? answer.body : out);
}

Error refusal(const Service& service, const WebRequest& request, const WebAnswer& answer) {
  const std::string status = std::to_string(answer.status), words = words_of(answer), host = host_of(request.url);
  const std::string said = words.empty() ? std::string() : ": " + words;
  Error out{ErrorKind::input, {}, origin_of(request.url), {}};
  if (answer.status == 401) {
    out.message = service.name + " does not accept the token" + said;
    out.help = "write a line `" + host + " TOKEN` into ~/.config/afterword/tokens, or set AFTERWORD_TOKENS";
  } else if (answer.status == 403) {
    out.message = service.name + " does not let this token do that" + said;
    out.help = "the token needs " + service.rights;
  } else if (answer.status == 404 || answer.status == 410) {
    out.message = service.name + " has no " + service.what + ", or the token may not see it" + said;
    out.help = "is it written as there, and may the token see it?";
  } else if (answer.status >= 300 && answer.status < 400) {
    out.message = service.name + " sends us on to " + shown_words(answer.header("location"));
    out.help = "write the new place into the settings; tokens do not follow by themselves";
  } else {
    out.message = service.name + " answers " + status + said;
    if (answer.status >= 500) out.help = "run the same again later; what is done stays done";
  }
  return out;
}

}  // namespace

WebError strange_answer(const Service& service, const WebRequest& request, std::string what) {
  return {Error{ErrorKind::input, service.name + "'s answer is not what its interface promises: " + std::move(what),
                origin_of(request.url), "is the address in the settings the one of its interface?"},
          request.method != "GET" && !request.reads, false};
}

Asked<Json> read_answer(const Service& service, const WebRequest& request, const WebAnswer& answer) {
  if (answer.status < 200 || answer.status >= 300)
    return std::unexpected(
        WebError{refusal(service, request, answer), false, true, answer.status == 404 || answer.status == 410});
  Json json = Json::parse(answer.body, nullptr, false);
  if (json.is_discarded()) return std::unexpected(strange_answer(service, request, "no JSON"));
  return json;
}

Asked<Json> ask_json(Web& web, const Service& service, const WebRequest& request) {
  const Asked<WebAnswer> answer = web.send(request);
  if (!answer) return std::unexpected(answer.error());
  return read_answer(service, request, *answer);
}

const Json& member(const Json& json, const char* name) {
  static const Json nothing;
  if (!json.is_object()) return nothing;
  const auto found = json.find(name);
  return found == json.end() ? nothing : *found;
}

std::string text_at(const Json& json, const char* name) {
  const Json& value = member(json, name);
  return value.is_string() ? value.get<std::string>() : std::string();
}

std::optional<std::int64_t> number_at(const Json& json, const char* name) {
  const Json& value = member(json, name);
  if (!value.is_number_integer()) return std::nullopt;
  const auto number = value.get<std::int64_t>();
  return number > 0 ? std::optional(number) : std::nullopt;
}

std::optional<Date> day_of(std::string_view time) {
  if (time.size() < 10 || time[4] != '-' || time[7] != '-') return std::nullopt;
  int parts[3] = {};
  constexpr std::size_t begins[] = {0, 5, 8}, sizes[] = {4, 2, 2};
  for (int i = 0; i < 3; ++i) {
    const char* begin = time.data() + begins[i];
    const auto [end, error] = std::from_chars(begin, begin + sizes[i], parts[i]);
    if (error != std::errc() || end != begin + sizes[i] || parts[i] <= 0) return std::nullopt;
  }
  const Date date{static_cast<std::int16_t>(parts[0]), static_cast<std::uint8_t>(parts[1]),
                  static_cast<std::uint8_t>(parts[2])};
  return is_valid(date) ? std::optional(date) : std::nullopt;
}

std::string write_json(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

WebRequest json_request(std::string method, std::string url, const Json& body) {
  WebRequest out;
  out.method = std::move(method);
  out.url = std::move(url);
  out.headers = {{"Content-Type", "application/json"}};
  out.body = write_json(body);
  return out;
}

Asked<std::optional<std::string>> next_page(const Service& service, const WebRequest& request,
                                            const WebAnswer& answer) {
  std::string_view links = answer.header("link");
  while (!links.empty()) {
    const std::size_t open = links.find('<'), close = links.find('>');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open) break;
    const std::size_t end = std::min(links.find(',', close), links.size());
    const std::string_view url = links.substr(open + 1, close - open - 1), what = links.substr(close, end - close);
    if (what.find("rel=\"next\"") != std::string_view::npos || what.find("rel=next") != std::string_view::npos) {
      if (origin_of(url) != origin_of(request.url))
        return std::unexpected(strange_answer(service, request, "the next page is on another server"));
      return std::string(url);
    }
    links.remove_prefix(std::min(end + 1, links.size()));
  }
  return std::nullopt;
}

Asked<void> read_pages(Web& web, const Service& service, WebRequest request,
                       const std::function<void(const Json&)>& take) {
  for (int page = 0; page < pages_max; ++page) {
    const Asked<WebAnswer> answer = web.send(request);
    if (!answer) return std::unexpected(answer.error());
    const Asked<Json> json = read_answer(service, request, *answer);
    if (!json) return std::unexpected(json.error());
    if (!json->is_array()) return std::unexpected(strange_answer(service, request, "no list"));
    for (const Json& each : *json) take(each);
    Asked<std::optional<std::string>> next = next_page(service, request, *answer);
    if (!next) return std::unexpected(next.error());
    if (!*next) return {};
    request.url = std::move(**next);
  }
  return std::unexpected(strange_answer(service, request, "its list has no end"));
}

}  // namespace afterword
