#include "workspace/site_people.h"

#include "render/names.h"
#include "workspace/on_threads.h"
#include "workspace/workspace.h"

namespace afterword {

std::shared_ptr<const KnownPeople> find_people(const Disk& disk, const std::vector<std::string>& files,
                                               const SiteOptions& options, unsigned threads) {
  std::vector<std::vector<std::string>> names(files.size());
  std::vector<std::string> texts(files.size());
  for_each_number(files.size(), threads, [&](std::size_t i) {
    Result<std::string> bytes = disk.read_file(files[i]);
    if (!bytes) return;
    const auto report = read(std::move(*bytes), files[i], options.reading);
    if (!report->is_postmortem) return;
    names[i] = find_names(*report);
    texts[i] = report->document->text().content();
  });
  auto out = std::make_shared<KnownPeople>(options.public_names);
  for (const std::vector<std::string>& some : names) out->add_names(some);
  for (const std::string& text : texts) out->add_text(text);
  return out;
}

}  // namespace afterword
