#include "exchange/code_language.h"
#include "exchange/export_texts.h"
#include "render/html.h"
#include "render/sanitize.h"

namespace afterword {
namespace {

class ConfluenceWriter {
 public:
  std::string write(const Rich& rich, const Properties& properties) {
    write_properties(properties);
    blocks(rich.children);
    return std::move(out_);
  }

 private:
  void write_properties(const Properties& properties) {
    if (properties.empty()) return;
    out_ += "<ac:structured-macro ac:name=\"details\"><ac:rich-text-body><table><tbody>";
    for (const auto& [label, value] : properties)
      out_ += "<tr><th>" + escaped(label) + "</th><td>" + escaped(value) + "</td></tr>";
    out_ += "</tbody></table></ac:rich-text-body></ac:structured-macro>\n";
  }

  void blocks(const std::vector<Rich>& all) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (!is_inline(all[i].kind)) {
        block(all[i]);
        continue;
      }
      out_ += "<p>";
      for (; i < all.size() && is_inline(all[i].kind); ++i) inline_part(all[i]);
      --i;
      out_ += "</p>\n";
    }
  }

  /// What an item or a cell holds; the first paragraph needs no element of its own.
  void held(const std::vector<Rich>& all) {
    if (all.size() == 1 && all.front().kind == RichKind::paragraph) return inlines(all.front().children);
    std::size_t i = 0;
    if (!all.empty() && all.front().kind == RichKind::paragraph && all.size() > 1) {
      inlines(all.front().children);
      i = 1;
    }
    for (; i < all.size() && is_inline(all[i].kind); ++i) inline_part(all[i]);
    blocks({all.begin() + static_cast<std::ptrdiff_t>(i), all.end()});
  }

  void element(std::string_view tag, const Rich& rich, bool lines) {
    out_ += "<" + std::string(tag) + ">";
    if (lines)
      inlines(rich.children);
    else
      blocks(rich.children);
    out_ += "</" + std::string(tag) + ">\n";
  }

  void open_macro(std::string_view name) { out_ += "<ac:structured-macro ac:name=\"" + std::string(name) + "\">"; }
  void parameter(std::string_view name, std::string_view value) {
    if (!value.empty())
      out_ += "<ac:parameter ac:name=\"" + std::string(name) + "\">" + escaped(value) + "</ac:parameter>";
  }
  void close_macro(const Rich& rich) {
    out_ += "<ac:rich-text-body>";
    blocks(rich.children);
    out_ += "</ac:rich-text-body></ac:structured-macro>\n";
  }

  void block(const Rich& rich) {
    switch (rich.kind) {
      case RichKind::paragraph:
        return element("p", rich, true);
      case RichKind::heading:
        return element("h" + std::to_string(std::clamp(rich.number, 1, 6)), rich, true);
      case RichKind::bullet_list:
        return list("ul", rich);
      case RichKind::ordered_list:
        return list("ol", rich);
      case RichKind::task_list:
        return tasks(rich);
      case RichKind::table:
        return table(rich);
      case RichKind::quote:
        return element("blockquote", rich, false);
      case RichKind::panel: {
        const std::string_view names[][2] = {
            {"note", "note"}, {"warning", "note"}, {"error", "warning"}, {"success", "tip"}};
        std::string_view name = "info";
        for (const auto& row : names)
          if (rich.target == row[0]) name = row[1];
        open_macro(name);
        return close_macro(rich);
      }
      case RichKind::expand:
        open_macro("expand");
        parameter("title", rich.text);
        return close_macro(rich);
      case RichKind::code_block:
        return code(rich);
      case RichKind::rule:
        out_ += "<hr/>\n";
        return;
      case RichKind::html:
        return blocks(read_rich_html(rich.text).children);
      default:
        return blocks(rich.children);
    }
  }

  void list(std::string_view tag, const Rich& rich) {
    out_ += "<" + std::string(tag) +
            (tag == "ol" && rich.number > 1 ? " start=\"" + std::to_string(rich.number) + "\"" : "") + ">\n";
    for (const Rich& item : rich.children) {
      out_ += "<li>";
      held(item.children);
      out_ += "</li>\n";
    }
    out_ += "</" + std::string(tag) + ">\n";
  }

  void tasks(const Rich& rich) {
    out_ += "<ac:task-list>\n";
    for (const Rich& item : rich.children) {
      out_ += "<ac:task><ac:task-id>" + std::to_string(++tasks_) + "</ac:task-id><ac:task-status>";
      out_ += item.checked ? "complete" : "incomplete";
      out_ += "</ac:task-status><ac:task-body>";
      held(item.children);
      out_ += "</ac:task-body></ac:task>\n";
    }
    out_ += "</ac:task-list>\n";
  }

  void table(const Rich& rich) {
    out_ += "<table><tbody>\n";
    for (const Rich& row : rich.children) {
      out_ += "<tr>";
      for (const Rich& cell : row.children) {
        out_ += cell.header ? "<th>" : "<td>";
        held(cell.children);
        out_ += cell.header ? "</th>" : "</td>";
      }
      out_ += "</tr>\n";
    }
    out_ += "</tbody></table>\n";
  }

  void code(const Rich& rich) {
    open_macro("code");
    parameter("language", confluence_language(rich.target));
    out_ += "<ac:plain-text-body><![CDATA[";
    // Characters that XML does not know are replaced, but nothing is escaped here.
    std::string_view text = rich.text;
    std::string plain;
    for (std::size_t at = 0; at < text.size();) {
      std::size_t next = at;
      const char32_t c = next_character(text, next);
      const bool allowed = c == '\t' || c == '\n' || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF);
      if (allowed && c != 0xFFFD)
        plain += text.substr(at, next - at);
      else
        plain += "\xEF\xBF\xBD";
      at = next;
    }
    for (std::size_t at = plain.find("]]>"); at != std::string::npos; at = plain.find("]]>", at + 15))
      plain.replace(at, 3, "]]]]><![CDATA[>");
    out_ += plain + "]]></ac:plain-text-body></ac:structured-macro>\n";
  }

  void inlines(const std::vector<Rich>& all) {
    for (const Rich& part : all) {
      if (is_inline(part.kind))
        inline_part(part);
      else
        block(part);
    }
  }

  void marked(std::string_view tag, const Rich& rich) {
    out_ += "<" + std::string(tag) + ">";
    inlines(rich.children);
    out_ += "</" + std::string(tag) + ">";
  }

  void inline_part(const Rich& rich) {
    switch (rich.kind) {
      case RichKind::text:
        append_escaped(out_, rich.text);
        return;
      case RichKind::line_break:
        out_ += "<br/>";
        return;
      case RichKind::strong:
        return marked("strong", rich);
      case RichKind::emphasis:
        return marked("em", rich);
      case RichKind::strike:
        return marked("del", rich);
      case RichKind::underline:
        return marked("u", rich);
      case RichKind::code:
        out_ += "<code>" + escaped(rich.text) + "</code>";
        return;
      case RichKind::image:
        return image(rich);
      case RichKind::link: {
        const std::string target = safe_url(rich.target, UrlUse::link);
        if (target.empty()) return inlines(rich.children);
        out_ += "<a href=\"" + escaped(target) + "\">";
        inlines(rich.children);
        out_ += "</a>";
        return;
      }
      case RichKind::html_inline:
        return;  // tags only; their text stands beside them
      default:
        return inlines(rich.children);
    }
  }

  /// A picture of the web, or one that is to be attached to the page.
  void image(const Rich& rich) {
    out_ += "<ac:image" + (rich.text.empty() ? "" : " ac:alt=\"" + escaped(rich.text) + "\"") + ">";
    if (rich.target.starts_with("https://") || rich.target.starts_with("http://"))
      out_ += "<ri:url ri:value=\"" + escaped(rich.target) + "\"/>";
    else
      out_ += "<ri:attachment ri:filename=\"" + escaped(rich.target.substr(rich.target.rfind('/') + 1)) + "\"/>";
    out_ += "</ac:image>";
  }

  std::string out_;
  int tasks_ = 0;
};

}  // namespace

std::string write_confluence(const Rich& rich, const Properties& properties) {
  return ConfluenceWriter().write(rich, properties);
}

}  // namespace afterword
