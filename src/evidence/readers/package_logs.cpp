// What dpkg and apt write of packages that they changed: /var/log/dpkg.log and /var/log/apt/history.log.
#include "evidence/readers/payload_readers.h"
#include "evidence/readers/reading.h"
#include "text/ascii.h"

namespace afterword {
namespace {

std::vector<std::string_view> split_words(std::string_view line) {
  std::vector<std::string_view> words;
  while (!line.empty() && words.size() < 8) {
    const std::size_t end = std::min(line.find(' '), line.size());
    if (end > 0) words.push_back(line.substr(0, end));
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return words;
}

bool is_dpkg_action(std::string_view word) {
  for (std::string_view action :
       {"install", "upgrade", "remove", "purge", "configure", "trigproc", "status", "startup", "conffile"}) {
    if (word == action) return true;
  }
  return false;
}

bool is_dpkg_line(std::string_view line) {
  const auto words = split_words(line);
  return words.size() >= 4 && words[0].size() == 10 && words[0][4] == '-' && words[1].size() == 8 &&
         words[1][2] == ':' && is_dpkg_action(words[2]);
}

/// "libssl3:amd64" → "libssl3".
std::string_view without_architecture(std::string_view package) {
  return package.substr(0, package.find(':'));
}

std::string version_or_empty(std::string_view version) {
  return version == "<none>" ? std::string() : std::string(version);
}

/// Fields of history.log that list packages.
bool is_package_field(std::string_view name) {
  for (std::string_view field : {"Install", "Upgrade", "Remove", "Purge", "Downgrade", "Reinstall"}) {
    if (name == field) return true;
  }
  return false;
}

/// One paragraph of history.log: what one run of apt did.
class AptRun {
 public:
  explicit AptRun(Reading& reading) : reading_(reading) {}

  void read_line(std::string_view line, std::size_t begin) {
    const std::size_t colon = line.find(": ");
    if (colon == std::string_view::npos) return;
    const std::string_view name = line.substr(0, colon);
    const std::string_view value = line.substr(colon + 2);
    if (name == "Start-Date") {
      at_ = reading_.instants.read(join_blanks(value));
      command_.clear();
      author_.clear();
    } else if (name == "Commandline") {
      command_ = value;
    } else if (name == "Requested-By") {
      author_ = std::string(value.substr(0, value.find(' ')));
    } else if (is_package_field(name)) {
      read_packages(name, value, begin + colon + 2);
    }
  }

 private:
  /// "2026-03-14  08:12:01" has two blanks.
  static std::string join_blanks(std::string_view text) {
    std::string out;
    for (char c : text) {
      if (c != ' ' || !out.ends_with(' ')) out += c;
    }
    return out;
  }

  /// `nginx:amd64 (1.22.0, 1.22.1), libssl3:amd64 (3.0.8, automatic)`
  void read_packages(std::string_view action, std::string_view list, std::size_t begin) {
    std::size_t at = 0;
    while (at < list.size()) {
      const std::size_t open = list.find(" (", at);
      const std::size_t close = open == std::string_view::npos ? open : list.find(')', open);
      if (close == std::string_view::npos) break;
      add_change(action, list.substr(at, open - at), list.substr(open + 2, close - open - 2),
                 reading_.place(begin + at, begin + close + 1));
      at = close + 1;
      while (at < list.size() && (list[at] == ',' || list[at] == ' ')) ++at;
    }
  }

  void add_change(std::string_view action, std::string_view package, std::string_view versions, const Place& place) {
    if (!at_) {
      reading_.add_without_time(place);
      return;
    }
    const std::size_t comma = versions.find(", ");
    const std::string_view first = versions.substr(0, comma);
    const std::string_view second = comma == std::string_view::npos ? "" : versions.substr(comma + 2);
    Change change;
    change.kind = ChangeKind::package;
    change.at = *at_;
    change.service = without_architecture(package);
    if (action == "Upgrade" || action == "Downgrade") {
      change.from = first;
      change.to = second;
    } else if (action == "Remove" || action == "Purge") {
      change.from = first;
    } else {
      change.to = first;
    }
    change.id = change.service + " " + (change.to.empty() ? change.from : change.to);
    change.author = author_;
    change.message = lower_ascii(action) + (command_.empty() ? "" : " by: " + command_);
    change.place = place;
    reading_.evidence.changes.push_back(std::move(change));
    reading_.add_record();
  }

  Reading& reading_;
  std::optional<Instant> at_;
  std::string command_, author_;
};

}  // namespace

int recognise_dpkg_log(std::string_view head, std::string_view) {
  int lines = 0, read = 0;
  for_each_line(head.substr(0, 4096), [&](std::string_view line, std::size_t begin) {
    if (line.empty() || begin + line.size() == std::min<std::size_t>(head.size(), 4096)) return;
    ++lines;
    read += is_dpkg_line(line) ? 1 : 0;
  });
  return read > 0 && read * 10 >= lines * 9 ? 93 : 0;
}

void read_dpkg_log(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence) {
  Reading reading(bytes, context, input, evidence);
  for_each_line(bytes, [&](std::string_view line, std::size_t begin) {
    if (line.empty()) return;
    const Place place = reading.place(begin, begin + line.size());
    const auto words = split_words(line);
    if (!is_dpkg_line(line)) {
      reading.add_unreadable(place);
      return;
    }
    reading.add_record();
    const std::string_view action = words[2];
    // Everything else repeats these in the steps in which they are done.
    const bool changes = action == "install" || action == "upgrade" || action == "remove" || action == "purge";
    if (!changes || words.size() < 6) return;
    const auto at = reading.instants.read(line.substr(0, 19));
    if (!at) {
      reading.add_without_time(place);
      return;
    }
    Change change;
    change.kind = ChangeKind::package;
    change.at = *at;
    change.service = without_architecture(words[3]);
    change.from = version_or_empty(words[4]);
    change.to = action == "remove" || action == "purge" ? "" : version_or_empty(words[5]);
    change.id = change.service + " " + (change.to.empty() ? change.from : change.to);
    change.message = std::string(action);
    change.place = place;
    evidence.changes.push_back(std::move(change));
  });
  reading.finish("lines");
}

int recognise_apt_history(std::string_view head, std::string_view) {
  const std::string_view begin = trim_blanks(head.substr(0, 4096));
  return begin.starts_with("Start-Date: ") && begin.find("\nEnd-Date: ") != std::string_view::npos ? 93 : 0;
}

void read_apt_history(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence) {
  Reading reading(bytes, context, input, evidence);
  AptRun run(reading);
  for_each_line(bytes, [&](std::string_view line, std::size_t begin) { run.read_line(line, begin); });
  reading.finish("packages");
}

}  // namespace afterword
