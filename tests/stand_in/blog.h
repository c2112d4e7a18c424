#pragma once
#include <string>
#include <vector>

#include "stand_in/http_server.h"

namespace afterword::testing {

/// A blog that behaves as the interfaces of Forem, WordPress and Ghost are documented. Written after the documentation.
class StandInBlog {
 public:
  struct BlogPost {
    int number = 0;
    std::string title, body, slug, updated = "2026-11-30T10:00:00.000Z";
  };
  explicit StandInBlog(std::string kind) : kind_(std::move(kind)) {}
  [[nodiscard]] WebAnswer answer(const ServedRequest& request);
  [[nodiscard]] std::string token() const;
  [[nodiscard]] std::string url_of(const BlogPost& post) const;

  std::string base;
  std::vector<BlogPost> posts;
  std::size_t writes = 0;
  int break_after_writes = 0;  ///< so many writes are done and then not answered

 private:
  WebAnswer forem(const ServedRequest& request);
  WebAnswer wordpress(const ServedRequest& request);
  WebAnswer ghost(const ServedRequest& request);
  [[nodiscard]] bool is_signed(const std::string& token) const;

  std::string kind_;
};

}  // namespace afterword::testing
