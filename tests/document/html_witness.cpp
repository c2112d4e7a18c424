#include "html_witness.h"

#include <md4c-html.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace afterword {
namespace {

constexpr std::string_view block_tags[] = {"p",     "ul",    "ol", "li", "h1",         "h2",  "h3",
                                           "h4",    "h5",    "h6", "hr", "blockquote", "pre", "table",
                                           "thead", "tbody", "tr", "td", "th",         "br"};

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

std::string_view tag_name(std::string_view tag) {
  tag.remove_prefix(tag.starts_with("</") ? 2 : 1);
  return tag.substr(0, tag.find_first_of(" \n\t/>"));
}

/// Attributes that the two renderers write in different ways say nothing about meaning.
std::string plain_tag(std::string_view tag) {
  const std::string_view name = tag_name(tag);
  if (name == "li" || name == "tbody" || name == "input")
    return tag.starts_with("</") ? "</" + std::string(name) + ">" : "<" + std::string(name) + ">";
  std::string out;
  for (const char c : tag)
    if (!is_space(c) || !is_space(out.empty() ? 'x' : out.back())) out += is_space(c) ? ' ' : c;
  if (out.ends_with(" />")) out.replace(out.size() - 3, 3, ">");
  return out;
}

std::string testing_file() {
  const char* folder = std::getenv("TMPDIR");
  return std::string(folder ? folder : "/tmp") + "/afterword-witness-" + std::to_string(getpid()) + ".md";
}

/// White space is one blank, and none beside a block's tag; what is in <pre> stays.
std::string without_white_space(std::string_view html) {
  std::string out;
  bool in_pre = false;
  for (std::size_t i = 0; i < html.size();) {
    const std::size_t end = html[i] == '<' ? html.find('>', i) : std::string_view::npos;
    if (end == std::string_view::npos) {
      const bool is_blank = is_space(html[i]) && !in_pre;
      if (!is_blank || (!out.empty() && !is_space(out.back()))) out += is_blank ? ' ' : html[i];
      ++i;
      continue;
    }
    const std::string_view tag = html.substr(i, end + 1 - i);
    const std::string_view name = tag_name(tag);
    const bool is_block = std::find(std::begin(block_tags), std::end(block_tags), name) != std::end(block_tags);
    if (name == "pre") in_pre = !tag.starts_with("</");
    if (is_block && !in_pre)
      while (!out.empty() && is_space(out.back())) out.pop_back();
    if (name != "tbody") out += plain_tag(tag);
    i = end + 1;
    if (is_block && !in_pre) {
      out += '\n';
      while (i < html.size() && is_space(html[i])) ++i;
    }
  }
  while (!out.empty() && is_space(out.back())) out.pop_back();
  return out;
}

}  // namespace

std::string html_by_md4c(std::string_view markdown) {
  std::string html;
  const auto append = [](const MD_CHAR* text, MD_SIZE size, void* out) {
    static_cast<std::string*>(out)->append(text, size);
  };
  md_html(markdown.data(), static_cast<MD_SIZE>(markdown.size()), append, &html,
          MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_PERMISSIVEAUTOLINKS |
              MD_FLAG_PERMISSIVEATXHEADERS,
          0);
  return without_white_space(html);
}

std::optional<std::string> html_by_cmark(std::string_view markdown) {
  static const bool has_program = std::system("command -v cmark-gfm >/dev/null 2>&1") == 0;
  if (!has_program) return std::nullopt;
  const std::string path = testing_file();
  std::ofstream(path, std::ios::binary) << markdown;
  const std::string command = "cmark-gfm --unsafe -e table -e strikethrough -e tasklist -e autolink " + path;
  FILE* pipe = popen(command.c_str(), "r");
  if (!pipe) return std::nullopt;
  std::string html;
  char buffer[4096];
  for (std::size_t n; (n = fread(buffer, 1, sizeof buffer, pipe)) > 0;) html.append(buffer, n);
  pclose(pipe);
  std::remove(path.c_str());
  return without_white_space(html);
}

}  // namespace afterword
