#include <algorithm>

#include "train.h"
#include "workspace/workspace.h"

namespace afterword::train {

std::vector<Postmortem> read_unseen(const std::vector<Labelled>& documents, const std::vector<Labelled>& invented,
                                    std::size_t folds, std::size_t percent) {
  const std::vector<std::size_t> fold_of = choose_folds(documents, folds);
  std::vector<Postmortem> out(documents.size());
  for (std::size_t fold = 0; fold < folds; ++fold) {
    std::vector<const Labelled*> known;
    for (std::size_t d = 0; d < documents.size(); ++d) {
      // Which documents a share keeps hangs on their family alone: larger shares hold the smaller ones.
      const bool is_kept = (documents[d].family * 37 + 11) % 100 < percent;
      if (fold_of[d] != fold && is_kept) known.push_back(&documents[d]);
    }
    for (const Labelled& sentences : invented) known.push_back(&sentences);
    const ClassifyModel model = train_model(known);
    for (std::size_t d = 0; d < documents.size(); ++d)
      if (fold_of[d] == fold) out[d] = read_postmortem(documents[d].postmortem->document, {.model = &model});
  }
  return out;
}

std::string write_predictions(const std::vector<Postmortem>& read) {
  std::string out;
  for (const Postmortem& postmortem : read) {
    std::string line = inspect_json(postmortem);
    std::erase(line, '\n');
    out += line + "\n";
  }
  return out;
}

}  // namespace afterword::train
