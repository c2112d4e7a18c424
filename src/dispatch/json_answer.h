#pragma once
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "dispatch/web.h"
#include "moment/civil.h"

/// For the files of this room that read JSON. What a server answers is foreign: nothing here trusts a type, a length or
/// an address in it.
namespace afterword {

using Json = nlohmann::json;

/// Whom an error speaks of, and what to do about the usual ones.
struct Service {
  std::string name;    ///< "GitHub"
  std::string what;    ///< "project `acme/shop`": what a 404 means is missing
  std::string rights;  ///< what a token needs, for 403
};

/// The body of a 2xx answer, read; another status, or what is no JSON, is an error in words for people.
[[nodiscard]] Asked<Json> read_answer(const Service& service, const WebRequest& request, const WebAnswer& answer);
/// Sends and reads.
[[nodiscard]] Asked<Json> ask_json(Web& web, const Service& service, const WebRequest& request);
[[nodiscard]] WebError strange_answer(const Service& service, const WebRequest& request, std::string what);

/// A member that is text; empty where it is missing or something else.
[[nodiscard]] std::string text_at(const Json& json, const char* name);
/// A member that is a whole number above zero.
[[nodiscard]] std::optional<std::int64_t> number_at(const Json& json, const char* name);
/// A member by name; null where there is none.
[[nodiscard]] const Json& member(const Json& json, const char* name);
/// The day of "2026-04-10T08:00:00Z"; nothing where it begins with none.
[[nodiscard]] std::optional<Date> day_of(std::string_view time);
/// JSON without spaces; bytes that are no UTF-8 become U+FFFD.
[[nodiscard]] std::string write_json(const Json& json);
/// A request with a JSON body.
[[nodiscard]] WebRequest json_request(std::string method, std::string url, const Json& body);

inline constexpr int pages_max = 500;
/// The address that a Link header calls next, where it is at the same server; nothing where there is none.
[[nodiscard]] Asked<std::optional<std::string>> next_page(const Service& service, const WebRequest& request,
                                                          const WebAnswer& answer);
/// Reads all pages of a list, led by Link headers; `take` is given each element.
[[nodiscard]] Asked<void> read_pages(Web& web, const Service& service, WebRequest request,
                                     const std::function<void(const Json&)>& take);

}  // namespace afterword
