// Any bytes: settings are read or refused with a reason, and what is shown of them reads back.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "check/baseline.h"
#include "check/settings.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace afterword;
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  const Result<Settings> settings = read_settings(text, "fuzz.toml");
  if (!settings) {
    if (settings.error().message.empty() || settings.error().where.empty()) std::abort();
  } else {
    for (const SettingRow& row : all_settings())
      if (row.key != "rules.NAME" && show_setting(*settings, row.key).empty()) std::abort();
  }
  if (const Result<Baseline> baseline = Baseline::read(text, "fuzz")) {
    const Result<Baseline> back = Baseline::read(baseline->write(), "fuzz");
    if (!back || back->size() != baseline->size()) std::abort();
  }
  return 0;
}
