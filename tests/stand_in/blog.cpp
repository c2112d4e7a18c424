#include "stand_in/blog.h"

#include <openssl/hmac.h>

#include <ctime>
#include <nlohmann/json.hpp>

#include "dispatch/tokens.h"

namespace afterword::testing {
namespace {

using Json = nlohmann::json;

WebAnswer say(int status, const Json& json) {
  return {status, {{"Content-Type", "application/json"}}, json.dump()};
}

std::string path_of(const ServedRequest& request) {
  return request.target.substr(0, request.target.find('?'));
}

constexpr std::string_view ghost_id = "507f1f77bcf86cd799439011";
constexpr std::string_view ghost_secret = "00112233445566778899aabbccddeeff";

}  // namespace

std::string StandInBlog::token() const {
  if (kind_ == "wordpress") return "ana:s3cret pass word";
  if (kind_ == "ghost") return std::string(ghost_id) + ":" + std::string(ghost_secret);
  return "s3cret-key";
}

std::string StandInBlog::url_of(const BlogPost& post) const {
  return base +
         (kind_ == "forem"       ? "/ana/"
          : kind_ == "wordpress" ? "/2026/11/"
                                 : "/") +
         post.slug + (kind_ == "forem" ? "" : "/");
}

bool StandInBlog::is_signed(const std::string& given) const {
  const std::size_t first = given.find('.'), second = given.find('.', first + 1);
  if (second == std::string::npos) return false;
  std::string key;
  for (std::size_t i = 0; i < ghost_secret.size(); i += 2)
    key += static_cast<char>(std::stoi(std::string(ghost_secret.substr(i, 2)), nullptr, 16));
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(given.data()),
       second, digest, &size);
  return given.substr(second + 1) == encode_base64_url({reinterpret_cast<const char*>(digest), size});
}

WebAnswer StandInBlog::answer(const ServedRequest& request) {
  const bool write = request.method != "GET";
  writes += write;
  WebAnswer out = kind_ == "forem" ? forem(request) : kind_ == "ghost" ? ghost(request) : wordpress(request);
  if (write && break_after_writes > 0) {
    --break_after_writes;
    return {0, {}, {}};
  }
  return out;
}

WebAnswer StandInBlog::forem(const ServedRequest& request) {
  if (request.header("api-key") != token()) return say(401, {{"error", "unauthorized"}, {"status", 401}});
  const auto show = [&](const BlogPost& post) {
    return Json{{"type_of", "article"}, {"id", post.number}, {"url", url_of(post)}, {"slug", post.slug}};
  };
  const std::string path = path_of(request), articles = "/api/articles";
  if (!path.starts_with(articles)) return say(404, {{"error", "not found"}, {"status", 404}});
  if (request.method == "GET") {
    for (const BlogPost& post : posts)
      if (base + path.substr(articles.size()) == url_of(post)) return say(200, show(post));
    return say(404, {{"error", "not found"}, {"status", 404}});
  }
  const Json article = Json::parse(request.body)["article"];
  if (request.method == "POST") {
    posts.push_back({static_cast<int>(posts.size()) + 1, article["title"], article["body_markdown"], "words-4aca", {}});
    return say(201, show(posts.back()));
  }
  const int number = std::atoi(path.c_str() + articles.size() + 1);
  if (number < 1 || number > static_cast<int>(posts.size())) return say(404, {{"error", "not found"}, {"status", 404}});
  BlogPost& post = posts[static_cast<std::size_t>(number - 1)];
  post.title = article["title"];
  post.body = article["body_markdown"];
  return say(200, show(post));
}

WebAnswer StandInBlog::wordpress(const ServedRequest& request) {
  if (request.header("authorization") != "Basic " + encode_base64(token()))
    return say(401, {{"code", "rest_cannot_create"}, {"message", "Sorry, you are not allowed to do that."}});
  const auto show = [&](const BlogPost& post) {
    return Json{{"id", post.number}, {"link", url_of(post)}, {"slug", post.slug}};
  };
  const std::string path = path_of(request), all = "/wp-json/wp/v2/posts";
  if (!path.starts_with(all)) return say(404, {{"code", "rest_no_route"}, {"message", "No route was found"}});
  if (request.method == "GET") {
    Json list = Json::array();
    for (const BlogPost& post : posts)
      if (request.target.ends_with("slug=" + post.slug)) list.push_back(show(post));
    return say(200, list);
  }
  const Json json = Json::parse(request.body);
  if (json["status"] != "publish") return say(400, {{"message", "Invalid parameter(s): status"}});
  if (path == all) {
    posts.push_back({static_cast<int>(posts.size()) + 1, json["title"], json["content"], json["slug"], {}});
    return say(201, show(posts.back()));
  }
  BlogPost& post = posts.at(static_cast<std::size_t>(std::atoi(path.c_str() + all.size() + 1) - 1));
  post.title = json["title"];
  post.body = json["content"];
  return say(200, show(post));
}

WebAnswer StandInBlog::ghost(const ServedRequest& request) {
  const std::string given = request.header("authorization");
  if (!given.starts_with("Ghost ") || !is_signed(given.substr(6)))
    return say(401, {{"errors", {{{"message", "Invalid token: invalid signature"}, {"type", "UnauthorizedError"}}}}});
  const auto show = [&](const BlogPost& post) {
    return Json{{"posts",
                 {{{"id", "abc" + std::to_string(post.number)},
                   {"url", url_of(post)},
                   {"slug", post.slug},
                   {"updated_at", post.updated}}}}};
  };
  const std::string path = path_of(request), all = "/ghost/api/admin/posts/";
  if (request.method == "GET") {
    for (const BlogPost& post : posts)
      if (path == all + "slug/" + post.slug + "/") return say(200, show(post));
    return say(404,
               {{"errors", {{{"message", "Resource not found error, cannot read post."}, {"type", "NotFoundError"}}}}});
  }
  if (!request.target.ends_with("?source=html"))
    return say(422, {{"errors", {{{"message", "Validation error"}, {"context", "html needs source=html"}}}}});
  const Json json = Json::parse(request.body)["posts"][0];
  // The editor keeps what stands in a card of HTML as it is; of other HTML it has no table.
  std::string html = json["html"];
  constexpr std::string_view begin = "<!--kg-card-begin: html-->", end = "<!--kg-card-end: html-->";
  if (html.starts_with(begin) && html.ends_with(end))
    html = html.substr(begin.size(), html.size() - begin.size() - end.size());
  else
    for (std::size_t at = html.find("<table"); at != std::string::npos; at = html.find("<table"))
      html.erase(at, html.find("</table>", at) - at);
  if (request.method == "POST") {
    posts.push_back({static_cast<int>(posts.size()) + 1, json["title"], html, json["slug"]});
    return say(201, show(posts.back()));
  }
  BlogPost& post = posts.at(static_cast<std::size_t>(std::atoi(path.c_str() + all.size() + 3) - 1));
  if (json["updated_at"] != post.updated)
    return say(
        409,
        {{"errors",
          {{{"message", "Saving failed! Someone else is editing this post."}, {"type", "UpdateCollisionError"}}}}});
  post.title = json["title"];
  post.body = html;
  post.updated = "2026-12-01T10:00:00.000Z";
  return say(200, show(post));
}

}  // namespace afterword::testing
