// Commits as `git log` prints them, with or without files and differences (-p, --stat, --name-status), in its formats
// medium, full and fuller. This is also the form in which a repository that is named itself comes here.
#include "evidence/readers/payload_readers.h"
#include "evidence/readers/reading.h"

namespace afterword {
namespace {

constexpr std::size_t diff_bytes_max = 64 << 10;
constexpr std::size_t message_bytes_max = 8 << 10;
constexpr std::size_t files_max = 400;

bool is_commit_line(std::string_view line) {
  if (!line.starts_with("commit ") || line.size() < 7 + 7) return false;
  const std::string_view hash = line.substr(7, line.find(' ', 7) - 7);
  return hash.size() >= 7 && hash.size() <= 64 && hash.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// "Noor Haddad <noor@example.org>" → "Noor Haddad".
std::string name_before_address(std::string_view text) {
  return std::string(trim_blanks(text.substr(0, text.find('<'))));
}

/// "Sat Mar 14 09:26:53 2026 +0100", Git's own order; everything else as other people write it.
std::optional<Instant> read_git_date(std::string_view text, InstantReader& instants) {
  text = trim_blanks(text);
  if (text.size() >= 30 && text[3] == ' ' && text[text.size() - 6] == ' ') {
    constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    const std::size_t month = months.find(text.substr(4, 3));
    const std::size_t clock = text.find(' ', 8);
    const std::size_t year = clock == std::string_view::npos ? clock : text.find(' ', clock + 1);
    if (month != std::string_view::npos && month % 3 == 0 && year != std::string_view::npos) {
      std::string iso(text.substr(year + 1, 4));
      const std::string number = std::to_string(month / 3 + 1);
      const std::string_view day = trim_blanks(text.substr(8, clock - 8));
      iso += (number.size() == 1 ? "-0" : "-") + number + (day.size() == 1 ? "-0" : "-") + std::string(day);
      iso += 'T' + std::string(text.substr(clock + 1, year - clock - 1)) + std::string(text.substr(text.size() - 5));
      if (const auto at = instants.read(iso)) return at;
    }
  }
  return instants.read(text);
}

class CommitReader {
 public:
  explicit CommitReader(Reading& reading) : reading_(reading) {}

  void read_all() {
    for_each_line(reading_.bytes, [&](std::string_view line, std::size_t begin) {
      if (is_commit_line(line)) {
        end_commit(begin);
        start_commit(line, begin);
      } else if (line.starts_with("# ") && !open_) {
        reading_.note(reading_.place(begin, begin + line.size()), "commits-left-out", std::string(line.substr(2)));
      } else if (open_) {
        read_line(line);
      } else if (!trim_blanks(line).empty()) {
        reading_.add_unreadable(reading_.place(begin, begin + line.size()));
      }
    });
    end_commit(reading_.bytes.size());
  }

 private:
  enum class Part : std::uint8_t { head, message, changes, diff };

  void start_commit(std::string_view line, std::size_t begin) {
    open_ = true;
    begin_ = begin;
    part_ = Part::head;
    at_.reset();
    change_ = {};
    change_.kind = ChangeKind::commit;
    change_.id = std::string(line.substr(7, line.find(' ', 7) - 7));
  }

  void end_commit(std::size_t end) {
    if (!open_) return;
    open_ = false;
    while (end > begin_ && (reading_.bytes[end - 1] == '\n' || reading_.bytes[end - 1] == '\r')) --end;
    const Place place = reading_.place(begin_, end);
    if (!at_) {
      reading_.add_without_time(place);
      return;
    }
    change_.at = *at_;
    change_.message = trim_blanks(change_.message);
    change_.place = place;
    reading_.evidence.changes.push_back(std::move(change_));
    reading_.add_record();
  }

  void read_line(std::string_view line) {
    if (line.starts_with("diff --git ") || line.starts_with("diff --cc ")) {
      part_ = Part::diff;
      add_file_of_diff(line);
    }
    switch (part_) {
      case Part::head:
        read_head_line(line);
        break;
      case Part::message:
        if (line.starts_with("    ")) {
          if (change_.message.size() < message_bytes_max) (change_.message += line.substr(4)) += '\n';
          break;
        }
        if (line.empty()) {
          change_.message += '\n';
          break;
        }
        part_ = Part::changes;
        [[fallthrough]];
      case Part::changes:
        read_file_line(line);
        break;
      case Part::diff:
        if (change_.diff.size() + line.size() < diff_bytes_max) (change_.diff += line) += '\n';
    }
  }

  void read_head_line(std::string_view line) {
    if (line.empty()) {
      part_ = Part::message;
      return;
    }
    const std::size_t colon = line.find(':');
    const std::string_view name = line.substr(0, colon);
    const std::string_view value = colon == std::string_view::npos ? "" : trim_blanks(line.substr(colon + 1));
    if (name == "Author") change_.author = name_before_address(value);
    if (name == "Date" || name == "AuthorDate" || name == "CommitDate") {
      // What was committed counts, not what was written first: CommitDate comes last.
      if (const auto at = read_git_date(value, reading_.instants)) at_ = at;
    }
  }

  /// ` basket/price.go | 4 ++--`, "M\tbasket/price.go", "basket/price.go".
  void read_file_line(std::string_view line) {
    if (line.starts_with(' ')) {
      const std::size_t bar = line.find(" | ");
      if (bar != std::string_view::npos) add_file(trim_blanks(line.substr(0, bar)));
      return;
    }
    const std::size_t tab = line.rfind('\t');
    if (tab != std::string_view::npos) {
      add_file(line.substr(tab + 1));
    } else if (!line.empty() && line.find(' ') == std::string_view::npos) {
      add_file(line);
    }
  }

  void add_file_of_diff(std::string_view line) {
    const std::size_t b = line.rfind(" b/");
    if (b != std::string_view::npos) add_file(line.substr(b + 3));
    if (line.starts_with("diff --cc ")) add_file(line.substr(10));
  }

  void add_file(std::string_view path) {
    if (path.empty() || change_.files.size() >= files_max) return;
    if (std::find(change_.files.begin(), change_.files.end(), path) != change_.files.end()) return;
    change_.files.emplace_back(path);
  }

  Reading& reading_;
  Change change_;
  std::optional<Instant> at_;
  std::size_t begin_ = 0;
  Part part_ = Part::head;
  bool open_ = false;
};

}  // namespace

int recognise_git_log(std::string_view head, std::string_view) {
  std::size_t begin = 0;
  while (head.substr(begin).starts_with("# ")) {
    const std::size_t end = head.find('\n', begin);
    if (end == std::string_view::npos) return 0;
    begin = end + 1;
  }
  const std::string_view rest = head.substr(begin, 4096);
  if (!is_commit_line(rest.substr(0, rest.find('\n')))) return 0;
  return rest.find("\nAuthor:") != std::string_view::npos ? 94 : 0;
}

void read_git_log(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence) {
  Reading reading(bytes, context, input, evidence);
  CommitReader(reading).read_all();
  reading.finish("commits");
}

}  // namespace afterword
