#include "render/html_builder.h"

#include "render/html.h"

namespace afterword {

namespace {

Model model_of_own(std::string_view tag) {
  constexpr std::string_view closed[] = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "figcaption", "summary", "dt"};
  constexpr std::string_view phrasing[] = {"em", "strong", "del", "code", "a", "span", "small", "b", "i", "sup"};
  const auto is_one = [&](const auto& names) {
    return std::find(std::begin(names), std::end(names), tag) != std::end(names);
  };
  if (is_one(closed)) return Model::closed;
  if (is_one(phrasing)) return Model::phrasing;
  if (tag == "table") return Model::table;
  if (tag == "thead" || tag == "tbody") return Model::rows;
  if (tag == "tr") return Model::row;
  if (tag == "ul" || tag == "ol") return Model::list;
  return tag == "dl" ? Model::terms : Model::flow;
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\n\r") == std::string_view::npos;
}

}  // namespace

void HtmlBuilder::push(Element element) {
  if (stack_.size() >= depth_max) element.ghost = true;
  if (element.tag == "a" && is_open("a")) element.ghost = true;
  // What is not written asks nothing of what is written inside it.
  if (element.ghost) element.model = Model::flow;
  stack_.push_back(std::move(element));
}

void HtmlBuilder::pop() {
  const Element& top = stack_.back();
  if (!top.pending && !top.ghost) out_.append("</").append(top.tag).append(">");
  stack_.pop_back();
  pending_from_ = std::min(pending_from_, stack_.size());
}

void HtmlBuilder::commit() {
  for (std::size_t i = pending_from_; i < stack_.size(); ++i) {
    Element& element = stack_[i];
    if (!element.pending) continue;
    element.pending = false;
    if (!element.ghost) {
      out_.append("<").append(element.tag).append(element.attributes).append(">");
      wrote_ = true;
      // A fold that says nothing of what it hides is not valid, and browsers name it in their own language.
      const bool named = i + 1 < stack_.size() && stack_[i + 1].tag == "summary" && !stack_[i + 1].ghost;
      if (element.tag == "details" && !named) out_ += "<summary>Details</summary>";
    }
    element.attributes.clear();
  }
  pending_from_ = stack_.size();
}

bool HtmlBuilder::is_open(std::string_view tag) const {
  return std::any_of(stack_.begin(), stack_.end(), [&](const Element& e) { return e.tag == tag && !e.ghost; });
}

bool HtmlBuilder::inside_closed_own() const {
  return std::any_of(stack_.begin(), stack_.end(), [](const Element& e) {
    return e.own && !e.ghost && (e.model == Model::closed || e.model == Model::phrasing);
  });
}

void HtmlBuilder::pop_raw_phrasing() {
  while (!stack_.empty() && !stack_.back().own &&
         (stack_.back().model == Model::phrasing || stack_.back().model == Model::closed || stack_.back().ghost)) {
    pop();
  }
}

void HtmlBuilder::ensure_place(bool block) {
  if (block) pop_raw_phrasing();
  if (stack_.empty() || stack_.back().own) return;
  const auto add = [&](std::string_view tag, Model model) { push({tag, {}, model, false, false, true}); };
  switch (stack_.back().model) {
    case Model::table:
    case Model::rows:
      add("tr", Model::row);
      [[fallthrough]];
    case Model::row:
      add("td", Model::flow);
      break;
    case Model::list:
      add("li", Model::flow);
      break;
    case Model::terms:
      add("dd", Model::flow);
      break;
    default:
      break;
  }
}

void HtmlBuilder::open(std::string_view tag, std::string attributes) {
  const Model model = model_of_own(tag);
  const bool block = model != Model::phrasing;
  // A paragraph inside the summary of a fold is the summary's words.
  if (tag == "p" && !stack_.empty() && stack_.back().tag == "summary" && !stack_.back().own && !stack_.back().ghost) {
    push({tag, std::move(attributes), model, true, true, true});
    return;
  }
  if (model != Model::row && model != Model::rows && tag != "li" && tag != "td" && tag != "th") ensure_place(block);
  push({tag, std::move(attributes), model, true, block && inside_closed_own(), true});
}

void HtmlBuilder::close() {
  close_all_raw();
  if (!stack_.empty()) pop();
}

void HtmlBuilder::close_all_raw() {
  while (!stack_.empty() && !stack_.back().own) pop();
}

void HtmlBuilder::add_void(std::string_view markup) {
  ensure_place(false);
  commit();
  out_ += markup;
  wrote_ = true;
}

void HtmlBuilder::add_markup(std::string_view markup) {
  add_void(markup);
}

void HtmlBuilder::add_text(std::string_view text) {
  if (text.empty()) return;
  if (is_blank(text)) {
    // White space between blocks or before the first word is nothing.
    const bool inside = !stack_.empty() && !stack_.back().pending;
    const Model model = stack_.empty() ? Model::flow : stack_.back().model;
    if (inside && (model == Model::flow || model == Model::phrasing || model == Model::closed))
      append_escaped(out_, text);
    return;
  }
  ensure_place(false);
  commit();
  append_escaped(out_, text);
  wrote_ = true;
}

void HtmlBuilder::open_raw(std::string_view tag, Model model, std::string attributes) {
  Element element{tag, std::move(attributes), model, false, false, true};
  const bool block = model != Model::phrasing;
  if (block && inside_closed_own()) {
    element.ghost = true;
    push(std::move(element));
    return;
  }
  // What this element may stand in, from the innermost own element on.
  const auto go_to = [&](auto fits) {
    std::size_t i = stack_.size();
    while (i > 0 && !stack_[i - 1].own) {
      if (!stack_[i - 1].ghost && fits(stack_[i - 1])) {
        while (stack_.size() > i) pop();
        return true;
      }
      // A cell's content does not reach out of its table.
      if (stack_[i - 1].model == Model::table && tag != "table") break;
      --i;
    }
    return false;
  };
  bool fits = true;
  if (tag == "li") {
    fits = go_to([](const Element& e) { return e.model == Model::list; });
  } else if (tag == "dt" || tag == "dd") {
    fits = go_to([](const Element& e) { return e.model == Model::terms; });
  } else if (model == Model::rows || tag == "caption") {
    fits = go_to([](const Element& e) { return e.model == Model::table; });
    element.ghost = !fits;
  } else if (model == Model::row) {
    fits = go_to([](const Element& e) { return e.model == Model::rows || e.model == Model::table; });
    element.ghost = !fits;
  } else if (tag == "td" || tag == "th") {
    fits = go_to([](const Element& e) { return e.model == Model::row; });
    if (!fits && go_to([](const Element& e) { return e.model == Model::rows || e.model == Model::table; })) {
      push({"tr", {}, Model::row, false, false, true});
      fits = true;
    }
    element.ghost = !fits;
  } else if (tag == "summary") {
    element.ghost = stack_.empty() || stack_.back().own || stack_.back().tag != "details" || !stack_.back().pending;
  } else if (tag == "figcaption") {
    element.ghost = stack_.empty() || stack_.back().own || stack_.back().tag != "figure";
  } else {
    ensure_place(block);
  }
  if (!fits && !element.ghost) {
    element.tag = "div";
    element.model = Model::flow;
    ensure_place(true);
  }
  push(std::move(element));
}

void HtmlBuilder::close_raw(std::string_view tag) {
  for (std::size_t i = stack_.size(); i > 0 && !stack_[i - 1].own; --i) {
    if (stack_[i - 1].tag == tag) {
      while (stack_.size() >= i) pop();
      return;
    }
    if (stack_[i - 1].model == Model::table) return;
  }
}

void HtmlBuilder::add_raw_void(std::string_view markup, bool block) {
  if (block && inside_closed_own()) return;
  ensure_place(block);
  commit();
  out_ += markup;
  wrote_ = true;
}

}  // namespace afterword
