#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "train.h"

namespace {

using namespace afterword;
using namespace afterword::train;

struct Options {
  std::vector<LabelSet> sets;    ///< to learn from
  std::vector<LabelSet> judged;  ///< never learnt from
  std::string invented, out, predictions;
  std::size_t folds = 0;
  std::size_t percent = 100;
};

Options read_options(int count, char** words) {
  Options out;
  std::vector<LabelSet>* named = &out.sets;
  for (int i = 1; i + 1 < count; i += 2) {
    const std::string name = words[i], value = words[i + 1];
    if (name == "--labels" || name == "--judge") {
      named = name == "--judge" ? &out.judged : &out.sets;
      named->push_back({value, {}});
    } else if (name == "--corpus" && !named->empty())
      named->back().corpus = value;
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

/// Prints how well kinds are judged unseen, and writes what is read of each document as inspect prints it.
void cross_validate(const Options& options, const std::vector<Labelled>& documents,
                    const std::vector<Labelled>& invented) {
  const std::vector<Postmortem> read = read_unseen(documents, invented, options.folds, options.percent);
  std::vector<std::vector<EntryKind>> judged(documents.size());
  for (std::size_t d = 0; d < read.size(); ++d)
    for (const TimelineEntry& entry : read[d].timeline) judged[d].push_back(entry.kinds);
  std::cout << report_kinds(documents, judged);
  if (!options.predictions.empty()) std::ofstream(options.predictions) << write_predictions(read);
}

/// Writes what is read of documents of which nothing was learnt.
void judge(const Options& options, const ClassifyModel& model) {
  std::vector<Postmortem> read;
  for (const Labelled& document : read_labels(options.judged))
    read.push_back(read_postmortem(document.postmortem->document, {.model = &model}));
  if (!options.predictions.empty()) std::ofstream(options.predictions) << write_predictions(read);
}

}  // namespace

int main(int count, char** words) {
  const Options options = read_options(count, words);
  if (options.sets.empty() || options.sets.back().corpus.empty() ||
      (options.out.empty() && options.folds == 0 && options.judged.empty())) {
    std::cerr << "usage: train_classifier (--labels FILE --corpus DIR)... [--invented FILE] [--out FILE]\n"
                 "                        [--cross-validate K [--predictions FILE] [--percent SHARE]]\n"
                 "                        [(--judge FILE --corpus DIR)... --predictions FILE]\n";
    return 2;
  }
  const std::vector<Labelled> documents = read_labels(options.sets);
  const std::vector<Labelled> invented = read_invented(options.invented);
  if (options.folds > 0) cross_validate(options, documents, invented);
  if (options.out.empty() && options.judged.empty()) return 0;
  std::vector<const Labelled*> all;
  for (const Labelled& document : documents) all.push_back(&document);
  for (const Labelled& sentences : invented) all.push_back(&sentences);
  const ClassifyModel model = train_model(all);
  if (!options.judged.empty()) judge(options, model);
  if (!options.out.empty()) std::ofstream(options.out) << write_weights(model);
  return 0;
}
