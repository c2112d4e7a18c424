#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace afterword {

/// Somebody who writes or reviews, as they were written: "Ana Lima <ana@example.org>", an address, a name or "@ana".
struct ReviewPerson {
  std::string name;   ///< without "@"; may be empty
  std::string email;  ///< may be empty

  [[nodiscard]] bool empty() const { return name.empty() && email.empty(); }
  /// "Ana Lima <ana@example.org>", or what there is of it.
  [[nodiscard]] std::string written() const;
  /// The name, or the address where there is none.
  [[nodiscard]] const std::string& shown() const { return name.empty() ? email : name; }
  /// What people are sorted and filed by: the address or else the name, lower case.
  [[nodiscard]] std::string key() const;
};

[[nodiscard]] ReviewPerson read_person(std::string_view written);

/// Whether two writings mean one person: the same address, the same name, or a handle that is the other's address up to
/// the "@". People have several addresses, so equal names are enough: an author must not pass as a second person.
[[nodiscard]] bool is_same_person(const ReviewPerson& a, const ReviewPerson& b);

/// "Ana, Ben and Cleo".
[[nodiscard]] std::string list_people(const std::vector<ReviewPerson>& people);

}  // namespace afterword
