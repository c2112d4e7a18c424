// Shows how inputs are read: print_evidence FILE... A log line by line: what was read of each, or + where it belongs to
// the record above it.
#include <fstream>
#include <iostream>
#include <iterator>

#include "evidence/instant.h"
#include "evidence/log_level.h"
#include "evidence/log_reader.h"
#include "evidence/print_evidence.h"

namespace {

using namespace afterword;

constexpr Instant end_of_2026 = 1'798'675'200 * one_second;
constexpr int log_score = 50;

void print_fields(const LogFields& fields) {
  const auto add = [](std::string_view name, std::string_view value) {
    if (!value.empty()) std::cout << " " << name << "=" << value;
  };
  std::cout << "  " << write_instant(fields.time.at) << (fields.time.states_zone ? "" : " (no zone)");
  add("host", fields.host);
  add("service", fields.service);
  add("program", fields.program);
  add("level", fields.level ? name_of(*fields.level) : std::string_view{});
  const LogLevel guess = fields.level ? LogLevel::unknown : guess_level(fields.message);
  if (guess != LogLevel::unknown) add("guessed", name_of(guess));
  if (fields.is_request) std::cout << " status=" << fields.status;
  if (fields.seconds >= 0) std::cout << " seconds=" << fields.seconds;
  std::cout << " | " << fields.message << "\n";
}

void print_log(const LogForm& form, std::string_view bytes) {
  std::cout << "log " << form.name << ", " << form.matched << " of " << form.sampled << " lines\n";
  const TimeContext context{{}, end_of_2026, end_of_2026 / one_second / 86400};
  LogReader reader(form, context);
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    LogFields fields;
    if (reader.read(bytes.substr(0, end), fields))
      print_fields(fields);
    else
      std::cout << "  + " << bytes.substr(0, end) << "\n";
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
}

}  // namespace

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    std::ifstream file(argv[i], std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    std::cout << argv[i] << ": ";
    const ReadInput read = read_input(bytes, argv[i]);
    const LogForm form = read.score > log_score ? LogForm{} : learn_log_form(bytes);
    if (form.kind == FormKind::none)
      print_input(read, std::cout);
    else
      print_log(form, bytes);
  }
}
