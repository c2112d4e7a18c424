#include "workspace/read_review.h"

#include "text/ascii.h"

namespace afterword {
namespace {

constexpr std::string_view author_labels[] = {"author",    "authors",     "written by",    "prepared by",
                                              "report by", "reported by", "postmortem by", "by",
                                              "autor",     "autores",     "auteur",        "auteurs"};

bool is_author_label(std::string_view text) {
  while (text.ends_with(':') || text.ends_with(' ')) text.remove_suffix(1);
  return std::find(std::begin(author_labels), std::end(author_labels), lower_ascii(text)) != std::end(author_labels);
}

/// One name of a list. Sentences are no names.
void add_name(std::vector<ReviewPerson>& out, std::string_view text) {
  constexpr std::size_t bytes_max = 80;
  constexpr std::ptrdiff_t blanks_max = 5;
  while (!text.empty() && std::string_view(" \t-*•.").find(text.front()) != std::string_view::npos)
    text.remove_prefix(1);
  while (!text.empty() && std::string_view(" \t.").find(text.back()) != std::string_view::npos) text.remove_suffix(1);
  if (text.empty() || text.size() > bytes_max || std::count(text.begin(), text.end(), ' ') > blanks_max) return;
  if (ReviewPerson person = read_person(text); !person.empty()) out.push_back(std::move(person));
}

/// "Ana Lima, @ben and Cleo (SRE)".
void add_names(std::vector<ReviewPerson>& out, std::string_view text) {
  constexpr std::string_view ends[] = {",", ";", " and ", " & ", "(", ")", " / "};
  while (!text.empty()) {
    std::size_t cut = text.size(), size = 0;
    for (const std::string_view end : ends)
      if (const std::size_t at = text.find(end); at < cut) cut = at, size = end.size();
    add_name(out, text.substr(0, cut));
    text.remove_prefix(std::min(cut + size, text.size()));
  }
}

/// What stands behind "Author:" on its line, or in the cell beside it.
std::string_view names_behind_label(const Document& document, const Line& line) {
  if (line.kind == LineKind::cell_row) {
    if (line.cells_end < line.cells_begin + 2) return {};
    const std::string_view first = document.cells()[line.cells_begin].in(document.plain());
    return is_author_label(first) ? document.cells()[line.cells_begin + 1].in(document.plain()) : std::string_view();
  }
  const std::string_view text = document.plain_of(line);
  const std::size_t colon = text.find(':');
  if (colon != std::string_view::npos && is_author_label(text.substr(0, colon))) return text.substr(colon + 1);
  for (const std::string_view label : {"written by ", "prepared by ", "postmortem by "})
    if (lower_ascii(text.substr(0, label.size())) == label) return text.substr(label.size());
  return {};
}

}  // namespace

std::string review_path(const std::string& document_path) {
  return document_path + std::string(review_suffix);
}

Result<std::optional<ReviewLog>> read_review_of(const Disk& disk, const std::string& document_path) {
  const std::string path = review_path(document_path);
  if (disk.kind_of(path) != FileKind::file) return std::optional<ReviewLog>();
  const Result<std::string> bytes = disk.read_file(path);
  if (!bytes) return std::unexpected(bytes.error());
  return std::optional(read_review(*bytes));
}

std::vector<ReviewPerson> authors_of(const Postmortem& postmortem) {
  std::vector<ReviewPerson> out;
  for (const FrontMatterEntry& entry : postmortem.front_matter.entries) {
    const std::string key = lower_ascii(entry.key);
    if (is_author_label(key) || key == "author.name" || key == "author.email" || key == "authors.name")
      add_names(out, entry.value);
  }
  const Document& document = *postmortem.document;
  bool listing = false;  // below a heading "Authors"
  for (const Line& line : document.lines()) {
    if (line.kind == LineKind::front_matter || line.kind == LineKind::code) continue;
    const std::string_view text = document.plain_of(line);
    if (line.kind == LineKind::heading || line.strong) {
      listing = is_author_label(text);
      if (listing) continue;
    }
    if (listing)
      add_names(out, text);
    else if (const std::string_view names = names_behind_label(document, line); !names.empty())
      add_names(out, names);
  }
  return out;
}

ReviewState judge_review_of(const ReviewLog& log, const Postmortem& postmortem, const ReviewPolicy& policy,
                            Date today) {
  return judge_review(log, postmortem.document->text().original(), authors_of(postmortem), policy, today);
}

}  // namespace afterword
