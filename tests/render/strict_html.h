#pragma once
#include <string>
#include <string_view>
#include <vector>

/// A parser that is stricter than any browser: it takes only what the program may write. Tests read pages with it.
namespace afterword::strict {

/// The first thing that is wrong with a whole page, or nothing.
[[nodiscard]] std::string fault_of_page(std::string_view page);
/// The first thing that is wrong with a piece of body: a tag or attribute that is not allowed, bad nesting, a '<'
/// alone, an address that could run.
[[nodiscard]] std::string fault_of_fragment(std::string_view html);

/// Ways to smuggle scripts past a sanitiser: the patterns of the known lists, written anew.
[[nodiscard]] const std::vector<std::string>& attacks();

}  // namespace afterword::strict
