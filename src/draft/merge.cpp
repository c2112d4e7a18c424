#include "draft/merge.h"

#include <algorithm>
#include <set>
#include <vector>

#include "text/ascii.h"

namespace afterword {
namespace {

using Lines = std::vector<std::string_view>;

constexpr std::string_view proposal = "[Proposed] ";
constexpr std::size_t none = static_cast<std::size_t>(-1);

Lines split_lines(std::string_view text) {
  Lines out;
  while (!text.empty()) out.push_back(take_line(text));
  return out;
}

/// For each line of `a` the line of `b` it is matched with, or `none`: a longest common subsequence. Drafts have some
/// hundred lines; where a person has made far more of it, only what is alike at both ends is matched.
std::vector<std::size_t> match_lines(const Lines& a, const Lines& b) {
  std::vector<std::size_t> out(a.size(), none);
  std::size_t head = 0, tail = 0;
  while (head < a.size() && head < b.size() && a[head] == b[head]) {
    out[head] = head;
    ++head;
  }
  while (tail < a.size() - head && tail < b.size() - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) {
    out[a.size() - 1 - tail] = b.size() - 1 - tail;
    ++tail;
  }
  const std::size_t rows = a.size() - head - tail, columns = b.size() - head - tail;
  constexpr std::size_t most_cells = 16u << 20;
  if (rows == 0 || columns == 0 || rows > most_cells / columns) return out;
  std::vector<std::uint32_t> length((rows + 1) * (columns + 1), 0);
  const auto at = [&](std::size_t i, std::size_t j) -> std::uint32_t& { return length[i * (columns + 1) + j]; };
  for (std::size_t i = rows; i-- > 0;)
    for (std::size_t j = columns; j-- > 0;)
      at(i, j) = a[head + i] == b[head + j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
  for (std::size_t i = 0, j = 0; i < rows && j < columns;) {
    if (a[head + i] == b[head + j]) {
      out[head + i++] = head + j++;
    } else if (at(i + 1, j) >= at(i, j + 1)) {
      ++i;
    } else {
      ++j;
    }
  }
  return out;
}

bool is_entry(std::string_view line) {
  return line.starts_with("- **") && line.find("** – ") != std::string_view::npos;
}

bool is_definition(std::string_view line) {
  return line.starts_with("[^") && line.find("]: ") != std::string_view::npos;
}

/// "- **12:05:00** – text" as "- **12:05:00** – [Proposed] text".
std::string as_proposal(std::string_view entry) {
  constexpr std::string_view dash = "** – ";
  const std::size_t at = entry.find(dash) + dash.size();
  return std::string(entry.substr(0, at)) + std::string(proposal) + std::string(entry.substr(at));
}

std::string_view time_of(std::string_view entry) {
  return entry.substr(4, entry.find("** – ") - 4);
}

class Merger {
 public:
  Merger(std::string_view base, std::string_view mine, std::string_view fresh)
      : base_(split_lines(base)), mine_(split_lines(mine)), fresh_(split_lines(fresh)) {
    known_.insert(base_.begin(), base_.end());
    known_.insert(mine_.begin(), mine_.end());
  }

  std::string merge() {
    const std::vector<std::size_t> to_mine = match_lines(base_, mine_), to_fresh = match_lines(base_, fresh_);
    std::size_t b = 0, m = 0, f = 0;
    for (std::size_t i = 0; i <= base_.size(); ++i) {
      const bool last = i == base_.size();
      if (!last && (to_mine[i] == none || to_fresh[i] == none)) continue;
      const std::size_t m_end = last ? mine_.size() : to_mine[i], f_end = last ? fresh_.size() : to_fresh[i];
      merge_chunk(slice(base_, b, i), slice(mine_, m, m_end), slice(fresh_, f, f_end));
      if (!last) out_.emplace_back(base_[i]);
      b = i + 1;
      m = m_end + 1;
      f = f_end + 1;
    }
    std::string text;
    for (const std::string& line : out_) text += line + "\n";
    return text;
  }

 private:
  static Lines slice(const Lines& lines, std::size_t from, std::size_t until) {
    return from < until ? Lines(lines.begin() + from, lines.begin() + until) : Lines();
  }

  void merge_chunk(const Lines& base, const Lines& mine, const Lines& fresh) {
    if (mine == base) {
      for (const std::string_view line : fresh)
        out_.push_back(is_new_entry(line) ? as_proposal(line) : std::string(line));
      return;
    }
    const std::size_t begin = out_.size();
    for (const std::string_view line : mine) out_.emplace_back(line);
    if (fresh == base) return;
    // Both changed it: the person's words stay, and only what is new and stands for itself comes in.
    for (const std::string_view line : fresh) {
      if (is_new_entry(line)) insert_entry(begin, line);
      if (is_definition(line) && !known_.contains(line)) {
        out_.emplace_back();
        out_.emplace_back(line);
      }
    }
  }

  [[nodiscard]] bool is_new_entry(std::string_view line) const { return is_entry(line) && !known_.contains(line); }

  /// Before the first entry of the chunk that is later, else behind its last entry.
  void insert_entry(std::size_t begin, std::string_view entry) {
    std::size_t at = out_.size();
    for (std::size_t i = out_.size(); i-- > begin;) {
      if (!is_entry(out_[i])) continue;
      if (time_of(out_[i]) <= time_of(entry)) {
        at = i + 1;
        break;
      }
      at = i;
    }
    out_.insert(out_.begin() + static_cast<std::ptrdiff_t>(at), as_proposal(entry));
  }

  Lines base_, mine_, fresh_;
  std::set<std::string_view> known_;
  std::vector<std::string> out_;
};

}  // namespace

std::string merge_drafts(std::string_view base, std::string_view mine, std::string_view fresh) {
  if (mine == base) return std::string(fresh);
  if (fresh == base) return std::string(mine);
  return Merger(base, mine, fresh).merge();
}

}  // namespace afterword
