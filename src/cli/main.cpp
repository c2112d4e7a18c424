#include <cstdio>
#include <fstream>
#include <iterator>
#include <string_view>

#include "workspace/workspace.h"

namespace {

int print_findings(const afterword::Postmortem& postmortem) {
  const afterword::Checked checked = afterword::check(postmortem, afterword::Settings{});
  for (const afterword::Finding& f : checked.findings)
    std::printf("%s:%u:%u: %s[%s] %s (%s)\n", postmortem.document->file().c_str(), f.line, f.column,
                afterword::name_of(f.severity), f.code.c_str(), f.message.c_str(), f.rule.c_str());
  return checked.findings.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  int code = 0;
  for (int i = 2; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--json") continue;
    std::ifstream in(argv[i], std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), {});
    const auto postmortem = afterword::read(bytes, argv[i]);
    if (std::string_view(argv[1]) == "check") {
      code = std::max(code, print_findings(*postmortem));
    } else {
      const std::string json = afterword::inspect_json(*postmortem);
      std::fwrite(json.data(), 1, json.size(), stdout);
    }
  }
  return code;
}
