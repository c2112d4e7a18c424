// WordPress' REST interface, wp/v2, with application passwords. It takes HTML.
#include "dispatch/blog.h"
#include "dispatch/json_answer.h"
#include "dispatch/tokens.h"

namespace afterword {
namespace {

class WordPress final : public Blog {
 public:
  explicit WordPress(std::string address) : base_(std::move(address)) {}

  Asked<std::string> publish(Web& web, const Post& post, const std::string& url) override {
    const Asked<std::optional<std::int64_t>> id = find(web, post, url);
    if (!id) return std::unexpected(id.error());
    WebRequest request = request_for(post);
    if (*id) request.url += "/" + std::to_string(**id);
    const Asked<Json> made = ask_json(web, service_, request);
    if (!made) return std::unexpected(made.error());
    std::string address = text_at(*made, "link");
    if (!is_plain_address(address))
      return std::unexpected(strange_answer(service_, request, "a post without an address"));
    return address;
  }

  WebRequest request_for(const Post& post) const override {
    return json_request("POST", posts(),
                        {{"title", post.title}, {"content", post.html}, {"status", "publish"}, {"slug", post.slug}});
  }

  Result<WebHeaders> authorize(std::string_view token, std::int64_t) const override {
    if (token.find(':') == std::string_view::npos)
      return std::unexpected(Error{ErrorKind::settings, "this is no application password of WordPress", host_of(base_),
                                   "write `USER:APPLICATION PASSWORD` behind the host"});
    return WebHeaders{{"Authorization", "Basic " + encode_base64(token)}};
  }
  const std::string& address() const override { return base_; }

 private:
  std::string posts() const { return base_ + "/wp-json/wp/v2/posts"; }

  /// The post of an address, which may end with its slug or be "?p=12"; without an address the one of this post's slug.
  Asked<std::optional<std::int64_t>> find(Web& web, const Post& post, const std::string& url) const {
    if (const std::size_t plain = url.find("?p="); plain != std::string::npos)
      return std::int64_t{std::atoll(url.c_str() + plain + 3)};
    WebRequest look;
    look.url = posts() + "?context=edit&status=publish,future,draft,pending,private&slug=" +
               percent_encode(url.empty() ? post.slug : slug_in(url));
    const Asked<Json> found = ask_json(web, service_, look);
    if (!found) return std::unexpected(found.error());
    if (!found->is_array()) return std::unexpected(strange_answer(service_, look, "no list of posts"));
    if (!found->empty()) return number_at(found->front(), "id");
    if (!url.empty())
      return std::unexpected(WebError{Error{ErrorKind::input, "WordPress has no post at " + url, origin_of(base_),
                                            "was it taken away? Then take it out of `published` in the report too"},
                                      false, true});
    return std::nullopt;
  }

  std::string base_;
  Service service_{"WordPress", "interface at this address", "the role of an author, or of an editor"};
};

}  // namespace

std::unique_ptr<Blog> make_wordpress(std::string address) {
  return std::make_unique<WordPress>(std::move(address));
}

}  // namespace afterword
