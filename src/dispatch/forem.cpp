// Forem's interface, version 1 (dev.to and others). It takes Markdown.
#include "dispatch/blog.h"
#include "dispatch/json_answer.h"

namespace afterword {
namespace {

class Forem final : public Blog {
 public:
  explicit Forem(std::string address) : base_(std::move(address)) {}

  Asked<std::string> publish(Web& web, const Post& post, const std::string& url) override {
    WebRequest request = request_for(post);
    if (!url.empty()) {
      WebRequest look;
      look.url = base_ + "/api/articles" + url.substr(base_.size());
      look.headers = {{"Accept", std::string(accepted)}};
      const Asked<Json> found = ask_json(web, {"Forem", "article " + slug_in(url), service_.rights}, look);
      if (!found) return std::unexpected(found.error());
      const auto id = number_at(*found, "id");
      if (!id) return std::unexpected(strange_answer(service_, look, "an article without a number"));
      request.method = "PUT";
      request.url += "/" + std::to_string(*id);
    }
    const Asked<Json> made = ask_json(web, service_, request);
    if (!made) return std::unexpected(made.error());
    std::string address = text_at(*made, "url");
    if (!is_plain_address(address))
      return std::unexpected(strange_answer(service_, request, "an article without an address"));
    return address;
  }

  WebRequest request_for(const Post& post) const override {
    WebRequest out = json_request(
        "POST", base_ + "/api/articles",
        {{"article",
          {{"title", post.title}, {"body_markdown", post.markdown}, {"published", true}, {"tags", "postmortem"}}}});
    out.headers.emplace_back("Accept", accepted);
    return out;
  }

  Result<WebHeaders> authorize(std::string_view token, std::int64_t) const override {
    return WebHeaders{{"api-key", std::string(token)}};
  }
  const std::string& address() const override { return base_; }

 private:
  static constexpr std::string_view accepted = "application/vnd.forem.api-v1+json";
  std::string base_;
  Service service_{"Forem", "interface at this address", "to be of someone who may publish"};
};

}  // namespace

std::unique_ptr<Blog> make_forem(std::string address) {
  return std::make_unique<Forem>(std::move(address));
}

}  // namespace afterword
