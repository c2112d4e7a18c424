#pragma once
#include <string>
#include <vector>

#include "labels.h"
#include "postmortem/classify_model.h"

namespace afterword::train {

/// Learns everything from these documents. Deterministic: the same documents in the same order give the same model.
[[nodiscard]] ClassifyModel train_model(const std::vector<const Labelled*>& documents);

/// The model as the source text that is committed.
[[nodiscard]] std::string write_weights(const ClassifyModel& model);

/// Which fold each document belongs to: families stay together, folds are of like size.
[[nodiscard]] std::vector<std::size_t> choose_folds(const std::vector<Labelled>& documents, std::size_t folds);

/// Every document as it is read by a model that has seen neither it nor its family; in the order of `documents`.
/// `percent`: learn from that share of the others only, to see what more documents would bring.
[[nodiscard]] std::vector<Postmortem> read_unseen(const std::vector<Labelled>& documents,
                                                  const std::vector<Labelled>& invented, std::size_t folds,
                                                  std::size_t percent = 100);
/// A line of JSON for each, as `inspect --json` prints it.
[[nodiscard]] std::string write_predictions(const std::vector<Postmortem>& read);

/// How well kinds are judged, by class; a line for each, for the log.
[[nodiscard]] std::string report_kinds(const std::vector<Labelled>& documents,
                                       const std::vector<std::vector<EntryKind>>& judged);

}  // namespace afterword::train
