// Ghost's Admin interface, version 5. It takes HTML, and a token that is signed anew for each run.
#include <algorithm>

#include "dispatch/blog.h"
#include "dispatch/json_answer.h"
#include "dispatch/tokens.h"

namespace afterword {
namespace {

class Ghost final : public Blog {
 public:
  explicit Ghost(std::string address) : base_(std::move(address)) {}

  Asked<std::string> publish(Web& web, const Post& post, const std::string& url) override {
    WebRequest look;
    look.url = posts() + "slug/" + percent_encode(url.empty() ? post.slug : slug_in(url)) + "/";
    look.headers = {{"Accept-Version", "v5.0"}};
    const Asked<WebAnswer> answer = web.send(look);
    if (!answer) return std::unexpected(answer.error());
    WebRequest request = request_for(post);
    if (answer->status != 404 || !url.empty()) {
      const Asked<Json> found = read_answer({"Ghost", "post " + slug_in(url), service_.rights}, look, *answer);
      if (!found) return std::unexpected(found.error());
      const std::string id = text_at(first_post(*found), "id"), updated = text_at(first_post(*found), "updated_at");
      const bool plain = !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == '-';
      });
      if (!plain) return std::unexpected(strange_answer(service_, look, "a post without a number"));
      request = write(post, "PUT", posts() + id + "/?source=html", updated);
    }
    const Asked<Json> made = ask_json(web, service_, request);
    if (!made) return std::unexpected(made.error());
    std::string address = text_at(first_post(*made), "url");
    if (!is_plain_address(address))
      return std::unexpected(strange_answer(service_, request, "a post without an address"));
    return address;
  }

  WebRequest request_for(const Post& post) const override { return write(post, "POST", posts() + "?source=html", {}); }

  Result<WebHeaders> authorize(std::string_view token, std::int64_t now_s) const override {
    const std::size_t colon = token.find(':');
    const std::string_view id = token.substr(0, colon),
                           secret = colon == std::string_view::npos ? std::string_view() : token.substr(colon + 1);
    const auto is_hex = [](std::string_view text) {
      return !text.empty() && text.size() % 2 == 0 &&
             text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    };
    if (!is_hex(id) || !is_hex(secret))
      return std::unexpected(Error{ErrorKind::settings, "this is no Admin key of Ghost", host_of(base_),
                                   "write `ID:SECRET` behind the host, as an integration of Ghost shows it"});
    std::string key;
    for (std::size_t i = 0; i < secret.size(); i += 2)
      key += static_cast<char>(std::stoi(std::string(secret.substr(i, 2)), nullptr, 16));
    constexpr std::int64_t lasts_s = 300;
    const std::string signed_text =
        encode_base64_url(write_json({{"alg", "HS256"}, {"kid", id}, {"typ", "JWT"}})) + "." +
        encode_base64_url(write_json({{"iat", now_s}, {"exp", now_s + lasts_s}, {"aud", "/admin/"}}));
    return WebHeaders{
        {"Authorization", "Ghost " + signed_text + "." + encode_base64_url(hmac_sha256(key, signed_text))}};
  }
  const std::string& address() const override { return base_; }

 private:
  std::string posts() const { return base_ + "/ghost/api/admin/posts/"; }

  static WebRequest write(const Post& post, std::string method, std::string url, const std::string& updated) {
    // HTML becomes a document of Ghost's editor, which has no room for tables and details; in a card it stays as it is.
    const std::string html = "<!--kg-card-begin: html-->\n" + post.html + "\n<!--kg-card-end: html-->";
    Json json = {{"title", post.title}, {"html", html}, {"status", "published"}};
    if (updated.empty())
      json["slug"] = post.slug;
    else
      json["updated_at"] = updated;  // Ghost refuses where somebody has changed the post in between
    WebRequest out = json_request(std::move(method), std::move(url), {{"posts", Json::array({std::move(json)})}});
    out.headers.emplace_back("Accept-Version", "v5.0");
    return out;
  }

  static const Json& first_post(const Json& json) {
    static const Json nothing;
    const Json& posts = member(json, "posts");
    return posts.is_array() && !posts.empty() ? posts.front() : nothing;
  }

  std::string base_;
  Service service_{"Ghost", "Admin interface at this address", "to be of an integration, which may publish"};
};

}  // namespace

std::unique_ptr<Blog> make_ghost(std::string address) {
  return std::make_unique<Ghost>(std::move(address));
}

}  // namespace afterword
