// Runs all rules, also those that are off, over the files of a folder, for judging them by reading:
//   print_findings FOLDER          how many findings each rule has, in how many files
//   print_findings FOLDER RULE…    every finding of the rules, with the text it points at
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "check/check.h"

namespace {

using namespace afterword;

struct Count {
  std::size_t findings = 0;
  std::set<std::string> files;
};

bool every_file_exists(const void*, std::string_view) {
  return true;
}

Checked check_file(const std::filesystem::path& path, std::shared_ptr<const Document>& document) {
  std::ifstream in(path, std::ios::binary);
  document = std::make_shared<const Document>(Document::read({std::istreambuf_iterator<char>(in), {}}, path.string()));
  Settings settings;
  for (const Rule& rule : all_rules()) settings.severities[std::string(rule.name)] = Severity::warning;
  CheckOptions options;
  options.file_exists = every_file_exists;
  return check(read_postmortem(document), settings, options);
}

/// The lines around a span, the span between `»` and `«`.
std::string excerpt(std::string_view original, Span span) {
  constexpr std::uint32_t around = 90;
  std::uint32_t begin = span.begin > around ? span.begin - around : 0;
  auto end = static_cast<std::uint32_t>(std::min<std::size_t>(original.size(), span.end + around));
  std::string out(original.substr(begin, span.begin - begin));
  out += "»";
  out += original.substr(span.begin, std::min(span.size(), 400u));
  out += "«";
  out += original.substr(span.end, end - span.end);
  for (char& c : out)
    if (c == '\n' || c == '\r') c = ' ';
  return out;
}

void print(const Finding& finding, const std::string& file, std::string_view original) {
  std::printf("%s:%u %s\n    %s\n", file.c_str(), finding.line, finding.message.c_str(),
              excerpt(original, finding.span).c_str());
  for (const Note& note : finding.notes)
    std::printf("    note: %s%s\n", note.message.c_str(),
                note.span.empty() ? "" : (" " + excerpt(original, note.span)).c_str());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fputs("usage: print_findings FOLDER [RULE]...\n", stderr);
    return 2;
  }
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[1]))
    if (entry.is_regular_file()) files.insert(entry.path());
  const std::set<std::string> wanted(argv + 2, argv + argc);
  std::map<std::string, Count> counts;
  for (const auto& path : files) {
    const std::string extension = path.extension();
    if (extension != ".md" && extension != ".txt" && extension != ".markdown") continue;
    std::shared_ptr<const Document> document;
    for (const Finding& finding : check_file(path, document).findings) {
      Count& count = counts[finding.rule];
      ++count.findings;
      count.files.insert(path.string());
      if (wanted.contains(finding.rule))
        print(finding, std::filesystem::relative(path, argv[1]).string(), document->text().original());
    }
  }
  if (wanted.empty())
    for (const Rule& rule : all_rules())
      std::printf("%s %-28s %5zu findings in %4zu files\n", std::string(rule.code).c_str(),
                  std::string(rule.name).c_str(), counts[std::string(rule.name)].findings,
                  counts[std::string(rule.name)].files.size());
  return 0;
}
