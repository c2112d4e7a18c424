#pragma once
#include <string>

namespace afterword {

/// What is known when a report is begun. Empty members become prompts.
struct NewReport {
  std::string title, service, start, end, zone, severity;
};

/// A report to fill in, in Markdown. What is to be written stands in comments, so that rules see what is missing and a
/// page shows nothing that nobody wrote.
[[nodiscard]] std::string write_template(const NewReport& report);

}  // namespace afterword
