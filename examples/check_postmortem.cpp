// Reads one postmortem, says what was understood and what is wrong, and writes its page.
//   build: c++ -std=c++23 check_postmortem.cpp -lafterword
//   usage: check_postmortem FILE.md [PAGE.html]
#include <afterword/afterword.h>

#include <fstream>
#include <iostream>
#include <iterator>

namespace aw = afterword::v1;

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: check_postmortem FILE.md [PAGE.html]\n";
    return 2;
  }
  std::ifstream in(argv[1], std::ios::binary);
  if (!in) {
    std::cerr << "check_postmortem: can't read " << argv[1] << '\n';
    return 2;
  }
  const std::string markdown((std::istreambuf_iterator<char>(in)), {});

  const aw::Postmortem postmortem = aw::parse(markdown, argv[1]);
  std::cout << (postmortem.is_postmortem() ? "a postmortem: " : "not a postmortem: ") << postmortem.title() << '\n';

  const std::vector<aw::Finding> findings = aw::check(postmortem);
  for (const aw::Finding& finding : findings)
    std::cout << argv[1] << ':' << finding.line << ':' << finding.column << ": " << finding.message << " ("
              << finding.rule << ")\n";
  std::cout << findings.size() << " findings\n";

  if (argc > 2) std::ofstream(argv[2], std::ios::binary) << aw::render(postmortem);
  return 0;
}
