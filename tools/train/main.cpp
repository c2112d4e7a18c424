#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "train.h"
#include "workspace/workspace.h"

namespace {

using namespace afterword;
using namespace afterword::train;

struct Options {
  std::string labels, corpus, invented, out, predictions;
  std::size_t folds = 0;
  std::size_t percent = 100;
};

Options read_options(int count, char** words) {
  Options out;
  for (int i = 1; i + 1 < count; i += 2) {
    const std::string name = words[i], value = words[i + 1];
    if (name == "--labels")
      out.labels = value;
    else if (name == "--corpus")
      out.corpus = value;
    else if (name == "--invented")
      out.invented = value;
    else if (name == "--out")
      out.out = value;
    else if (name == "--predictions")
      out.predictions = value;
    else if (name == "--cross-validate")
      out.folds = static_cast<std::size_t>(std::atoi(value.c_str()));
    else if (name == "--percent")
      out.percent = static_cast<std::size_t>(std::atoi(value.c_str()));
    else
      std::cerr << "unknown option " << name << "\n";
  }
  return out;
}

/// Every document judged by a model that has not seen it or its family.
void cross_validate(const Options& options, const std::vector<Labelled>& documents,
                    const std::vector<Labelled>& invented) {
  const std::vector<std::size_t> folds = choose_folds(documents, options.folds);
  std::vector<std::vector<EntryKind>> judged(documents.size());
  std::vector<std::string> predictions(documents.size());
  for (std::size_t fold = 0; fold < options.folds; ++fold) {
    std::vector<const Labelled*> known;
    for (std::size_t d = 0; d < documents.size(); ++d)
      if (folds[d] != fold && (documents[d].family * 37 + 11) % 100 < options.percent) known.push_back(&documents[d]);
    for (const Labelled& sentences : invented) known.push_back(&sentences);
    const ClassifyModel model = train_model(known);
    for (std::size_t d = 0; d < documents.size(); ++d) {
      if (folds[d] != fold) continue;
      const Postmortem postmortem = read_postmortem(documents[d].postmortem->document, {.model = &model});
      for (const TimelineEntry& entry : postmortem.timeline) judged[d].push_back(entry.kinds);
      predictions[d] = inspect_json(postmortem);
    }
  }
  std::cout << report_kinds(documents, judged);
  if (options.predictions.empty()) return;
  std::ofstream out(options.predictions);
  for (std::string& line : predictions) {
    std::erase(line, '\n');
    out << line << "\n";
  }
}

}  // namespace

int main(int count, char** words) {
  const Options options = read_options(count, words);
  if (options.labels.empty() || options.corpus.empty() || (options.out.empty() && options.folds == 0)) {
    std::cerr << "usage: train_classifier --labels FILE --corpus DIR [--invented FILE] [--out FILE]\n"
                 "                        [--cross-validate K [--predictions FILE] [--percent SHARE]]\n";
    return 2;
  }
  const std::vector<Labelled> documents = read_labels(options.labels, options.corpus);
  const std::vector<Labelled> invented = read_invented(options.invented);
  if (options.folds > 0) cross_validate(options, documents, invented);
  if (options.out.empty()) return 0;
  std::vector<const Labelled*> all;
  for (const Labelled& document : documents) all.push_back(&document);
  for (const Labelled& sentences : invented) all.push_back(&sentences);
  std::ofstream(options.out) << write_weights(train_model(all));
  return 0;
}
