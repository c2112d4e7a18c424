#include "exchange/adf.h"
#include "moment/civil.h"

namespace afterword {
namespace {

constexpr std::string_view bullet_words = "bulletList";

class AdfReader {
 public:
  explicit AdfReader(Payload& payload) : payload_(payload) {}

  Rich read(Json document) {
    payload_.take_same(document["type"], "doc");
    payload_.take_same(document["version"], "1");
    Rich out;
    read_content(document["content"], out, 0);
    return out;
  }

 private:
  void read_content(Json list, Rich& into, int depth) {
    for (const Json node : list) read_node(node, into, depth);
  }

  /// The type says what a node is, and what it becomes says the type.
  std::string take_type(Json node) { return payload_.take(node["type"]); }

  void add_block(Json node, Rich made, Rich& into, int depth) {
    if (depth >= rich_depth_max) {
      read_content(node["content"], into, depth);
      return;
    }
    read_content(node["content"], made, depth + 1);
    into.children.push_back(std::move(made));
  }

  void read_node(Json node, Rich& into, int depth) {
    if (!node.is_object()) return;
    const std::string type = node["type"].is_string() ? node["type"].text() : std::string();
    if (read_text_block(type, node, into, depth) || read_list(type, node, into, depth) ||
        read_table(type, node, into, depth) || read_inline(type, node, into) || read_media(type, node, into, depth))
      return;
    // A node that nobody knows: its words are kept, the rest is told.
    if (node["text"].is_string()) {
      into.children.push_back(make_rich(RichKind::text, payload_.take(node["text"])));
      return;
    }
    read_content(node["content"], into, depth);
  }

  bool read_text_block(std::string_view type, Json node, Rich& into, int depth) {
    if (type == "paragraph") {
      take_type(node);
      Rich made = make_rich(RichKind::paragraph);
      read_content(node["content"], made, depth + 1);
      if (!made.children.empty()) into.children.push_back(std::move(made));
      return true;
    }
    if (type == "heading") {
      take_type(node);
      Rich made = make_rich(RichKind::heading);
      const auto level = node["attrs"]["level"].integer();
      made.number = level && *level >= 1 && *level <= 6 ? static_cast<int>(*level) : 2;
      if (level && *level == made.number) payload_.take(node["attrs"]["level"]);
      add_block(node, std::move(made), into, depth);
      return true;
    }
    if (type == "codeBlock") {
      take_type(node);
      Rich made = make_rich(RichKind::code_block, {}, payload_.take(node["attrs"]["language"]));
      for (const Json part : node["content"]) {
        payload_.take_same(part["type"], "text");
        // Spaces at the ends matter in code.
        if (part["text"].is_string() && !payload_.take(part["text"]).empty()) made.text += part["text"].text();
      }
      into.children.push_back(std::move(made));
      return true;
    }
    if (type == "rule") {
      take_type(node);
      into.children.push_back(make_rich(RichKind::rule));
      return true;
    }
    return read_box(type, node, into, depth);
  }

  bool read_box(std::string_view type, Json node, Rich& into, int depth) {
    if (type == "blockquote") {
      take_type(node);
      add_block(node, make_rich(RichKind::quote), into, depth);
      return true;
    }
    if (type == "panel") {
      take_type(node);
      const std::string kind = node["attrs"]["panelType"].text();
      Rich made = make_rich(RichKind::panel, {}, kind);
      for (const std::string_view known : {"info", "note", "warning", "error", "success"})
        if (kind == known) payload_.take(node["attrs"]["panelType"]);
      add_block(node, std::move(made), into, depth);
      return true;
    }
    if (type == "expand" || type == "nestedExpand") {
      take_type(node);
      std::string title = payload_.take(node["attrs"]["title"]);
      add_block(node, make_rich(RichKind::expand, title.empty() ? "Details" : std::move(title)), into, depth);
      return true;
    }
    if (type == "layoutSection" || type == "layoutColumn" || type == "bodiedExtension" || type == "bodiedSyncBlock") {
      read_content(node["content"], into, depth);  // columns stand one below another
      return true;
    }
    return false;
  }

  bool read_list(std::string_view type, Json node, Rich& into, int depth) {
    if (type == bullet_words || type == "orderedList" || type == "taskList" || type == "decisionList") {
      take_type(node);
      Rich made = make_rich(type == "orderedList" ? RichKind::ordered_list
                            : type == "taskList"  ? RichKind::task_list
                                                  : RichKind::bullet_list);
      if (type == "orderedList") {
        const auto order = node["attrs"]["order"].integer();
        made.number = order && *order >= 0 && *order < 1'000'000 ? static_cast<int>(*order) : 1;
        if (order && *order == made.number) payload_.take(node["attrs"]["order"]);
      }
      if (depth >= rich_depth_max) {
        read_content(node["content"], into, depth);
        return true;
      }
      read_items(node["content"], made, depth + 1);
      if (!made.children.empty()) into.children.push_back(std::move(made));
      return true;
    }
    if (type == "listItem" || type == "taskItem" || type == "blockTaskItem" || type == "decisionItem") {
      take_type(node);
      Rich made = make_rich(RichKind::item);
      const std::string state = node["attrs"]["state"].text();
      made.checked = state == "DONE";
      if (state == "DONE" || state == "TODO" || state == "DECIDED") payload_.take(node["attrs"]["state"]);
      if (type == "decisionItem") {
        Rich label = make_rich(RichKind::strong);
        label.children.push_back(make_rich(RichKind::text, "Decision:"));
        made.children.push_back(std::move(label));
        made.children.push_back(make_rich(RichKind::text, " "));
      }
      read_content(node["content"], made, depth + 1);
      into.children.push_back(std::move(made));
      return true;
    }
    return false;
  }

  /// A list of tasks may hold another directly; it belongs to the item before it.
  void read_items(Json list, Rich& made, int depth) {
    for (const Json node : list) {
      Rich holder;
      read_node(node, holder, depth);
      for (Rich& child : holder.children) {
        if (child.kind == RichKind::item) {
          made.children.push_back(std::move(child));
          continue;
        }
        if (made.children.empty()) made.children.push_back(make_rich(RichKind::item));
        made.children.back().children.push_back(std::move(child));
      }
    }
  }

  bool read_table(std::string_view type, Json node, Rich& into, int depth) {
    const bool cell = type == "tableCell" || type == "tableHeader";
    if (type != "table" && type != "tableRow" && !cell) return false;
    take_type(node);
    Rich made = make_rich(type == "table" ? RichKind::table : cell ? RichKind::cell : RichKind::row);
    made.header = type == "tableHeader";
    if (type == "tableRow") {
      if (into.kind != RichKind::table) return read_content(node["content"], into, depth), true;
    } else if (cell && into.kind != RichKind::row) {
      return read_content(node["content"], into, depth), true;
    }
    add_block(node, std::move(made), into, depth);
    return true;
  }

  bool read_inline(std::string_view type, Json node, Rich& into) {
    if (type == "text" || type == "formattedText") {
      add_text(node, into);
    } else if (type == "hardBreak") {
      take_type(node);
      payload_.take_same(node["attrs"]["text"], "\n");
      into.children.push_back(make_rich(RichKind::line_break));
    } else if (type == "mention") {
      take_type(node);
      std::string name = payload_.take(node["attrs"]["text"]);
      if (name.empty()) name = payload_.take(node["attrs"]["id"]);
      add_marked(node, make_rich(RichKind::text, (name.starts_with("@") ? "" : "@") + name), into);
    } else if (type == "emoji") {
      take_type(node);
      std::string shown = payload_.take(node["attrs"]["text"]);
      const std::string name = node["attrs"]["shortName"].text();
      if (shown.empty()) shown = payload_.take(node["attrs"]["shortName"]);
      if (shown == name) payload_.take(node["attrs"]["shortName"]);
      add_marked(node, make_rich(RichKind::text, shown), into);
    } else if (type == "inlineCard" || type == "blockCard" || type == "embedCard") {
      take_type(node);
      std::string url = payload_.take(node["attrs"]["url"]);
      if (url.empty()) url = payload_.take(node["attrs"]["data"]["url"]);
      std::string name = payload_.take(node["attrs"]["data"]["name"]);
      Rich link = make_rich(RichKind::link, {}, url);
      link.children.push_back(make_rich(RichKind::text, name.empty() ? url : std::move(name)));
      if (url.empty()) link = std::move(link.children.front());
      add_block_of_inline(type != "inlineCard", std::move(link), into);
    } else if (type == "status") {
      take_type(node);
      Rich strong = make_rich(RichKind::strong);
      strong.children.push_back(make_rich(RichKind::text, payload_.take(node["attrs"]["text"])));
      into.children.push_back(std::move(strong));
    } else if (type == "date") {
      take_type(node);
      into.children.push_back(make_rich(RichKind::text, day_of(node["attrs"]["timestamp"])));
    } else if (type == "placeholder") {
      take_type(node);
      into.children.push_back(make_rich(RichKind::text, "[" + payload_.take(node["attrs"]["text"]) + "]"));
    } else {
      return false;
    }
    return true;
  }

  static void add_block_of_inline(bool block, Rich inside, Rich& into) {
    if (!block) {
      into.children.push_back(std::move(inside));
      return;
    }
    Rich paragraph = make_rich(RichKind::paragraph);
    paragraph.children.push_back(std::move(inside));
    into.children.push_back(std::move(paragraph));
  }

  /// Milliseconds since 1970, of a day's beginning in UTC.
  std::string day_of(Json timestamp) {
    const ImportedTime time = read_imported_time(payload_.take(timestamp));
    if (time.day.empty()) return time.text;
    return time.clock.empty() || time.clock == "00:00" ? time.day : time.shown();
  }

  void add_text(Json node, Rich& into) {
    take_type(node);
    if (!node["text"].is_string()) return;
    payload_.take(node["text"]);
    const std::string text =
        node["text"].end_byte() - node["text"].begin_byte() > value_bytes_max ? std::string() : node["text"].text();
    if (text.empty()) return;
    const bool code = has_mark(node, "code");
    // Line breaks inside a text node are breaks.
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t end = code ? text.size() : std::min(text.find('\n', at), text.size());
      if (end > at)
        add_marked(node, make_rich(code ? RichKind::code : RichKind::text, text.substr(at, end - at)), into);
      if (end < text.size()) into.children.push_back(make_rich(RichKind::line_break));
      at = end + 1;
    }
  }

  static bool has_mark(Json node, std::string_view name) {
    for (const Json mark : node["marks"])
      if (mark["type"].text() == name) return true;
    return false;
  }

  struct Mark {
    RichKind kind{};
    std::string target;
  };

  /// Marks, the outermost first. Colours and the like have no place.
  std::vector<Mark> read_marks(Json node) {
    constexpr std::pair<std::string_view, RichKind> known[] = {{"link", RichKind::link},
                                                               {"strong", RichKind::strong},
                                                               {"em", RichKind::emphasis},
                                                               {"strike", RichKind::strike},
                                                               {"underline", RichKind::underline}};
    std::vector<Mark> out;
    for (const auto& [name, kind] : known) {  // each once, however often it is said
      for (const Json mark : node["marks"]) {
        if (mark["type"].text() != name) continue;
        payload_.take(mark["type"]);
        out.push_back({kind, kind == RichKind::link ? payload_.take(mark["attrs"]["href"]) : std::string()});
        break;
      }
    }
    for (const Json mark : node["marks"]) {
      if (mark["type"].text() != "code") continue;
      payload_.take(mark["type"]);
      break;
    }
    return out;
  }

  /// Neighbours that share a mark stand in it together.
  static void place_marked(std::vector<Rich>& into, std::vector<Mark> marks, Rich inside) {
    if (marks.empty()) {
      into.push_back(std::move(inside));
      return;
    }
    if (!into.empty()) {
      const Rich& last = into.back();
      const auto shared = std::find_if(marks.begin(), marks.end(), [&last](const Mark& mark) {
        return mark.kind == last.kind && mark.target == last.target;
      });
      if (shared != marks.end()) {
        marks.erase(shared);
        return place_marked(into.back().children, std::move(marks), std::move(inside));
      }
    }
    into.push_back(make_rich(marks.front().kind, {}, std::move(marks.front().target)));
    marks.erase(marks.begin());
    place_marked(into.back().children, std::move(marks), std::move(inside));
  }

  void add_marked(Json node, Rich inside, Rich& into) {
    place_marked(into.children, read_marks(node), std::move(inside));
  }

  bool read_media(std::string_view type, Json node, Rich& into, int depth) {
    if (type == "mediaSingle" || type == "mediaGroup" || type == "caption") {
      take_type(node);
      Rich made = make_rich(RichKind::paragraph);
      for (const Json child : node["content"]) {
        if (!made.children.empty()) made.children.push_back(make_rich(RichKind::text, " "));
        read_node(child, made, depth + 1);
      }
      std::vector<Rich> flat;
      flatten(made, flat);
      made.children = std::move(flat);
      if (!made.children.empty()) into.children.push_back(std::move(made));
      return true;
    }
    if (type != "media" && type != "mediaInline") return false;
    take_type(node);
    const Json attrs = node["attrs"];
    const std::string url = payload_.take(attrs["url"]);
    std::string alt = payload_.take_first(attrs, {"alt", "__fileName"});
    if (!url.empty()) {
      into.children.push_back(make_rich(RichKind::image, std::move(alt), url));
      return true;
    }
    // The file itself is not in the export, so its name and number are all there is to find it by.
    const std::string id = payload_.take(attrs["id"]);
    into.children.push_back(make_rich(
        RichKind::text, "[attached file" + (alt.empty() ? "" : ": " + alt) + (id.empty() ? "" : ", id " + id) + "]"));
    return true;
  }

  static void flatten(Rich& from, std::vector<Rich>& out) {
    for (Rich& child : from.children) {
      if (child.kind == RichKind::paragraph)
        flatten(child, out);
      else
        out.push_back(std::move(child));
    }
  }

  Payload& payload_;
};

}  // namespace

Rich read_adf(Json document, Payload& payload) {
  return AdfReader(payload).read(document);
}

}  // namespace afterword
