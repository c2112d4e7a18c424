#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "labels.h"
#include "postmortem/classify.h"
#include "train.h"

namespace afterword::train {
namespace {

const std::string fixtures = std::string(AFTERWORD_SOURCE_DIR) + "/tests/fixtures/train/";

std::string train_on_tiny_corpus() {
  const std::vector<Labelled> documents = read_labels({{fixtures + "labels.jsonl", fixtures + "corpus"}});
  const std::vector<Labelled> invented = read_invented(std::string(AFTERWORD_SOURCE_DIR) + "/tools/train/invented.txt");
  std::vector<const Labelled*> all;
  for (const Labelled& d : documents) all.push_back(&d);
  for (const Labelled& d : invented) all.push_back(&d);
  return write_weights(train_model(all));
}

TEST(Training, the_same_documents_give_the_same_bytes) {
  const std::string first = train_on_tiny_corpus();
  EXPECT_GT(first.size(), 2000U) << "nothing was learnt";
  EXPECT_EQ(first, train_on_tiny_corpus());
}

TEST(Training, learns_what_the_labels_say) {
  const std::vector<Labelled> documents = read_labels({{fixtures + "labels.jsonl", fixtures + "corpus"}});
  ASSERT_EQ(documents.size(), 3U);
  std::vector<const Labelled*> all;
  for (const Labelled& d : documents) all.push_back(&d);
  const ClassifyModel model = train_model(all);
  for (const Labelled& d : documents) {
    Postmortem postmortem = *d.postmortem;
    classify_postmortems({&postmortem, 1}, model);
    ASSERT_FALSE(postmortem.timeline.empty()) << d.file;
    EXPECT_TRUE(has(postmortem.timeline.front().kinds, EntryKind::detection)) << d.file;
    EXPECT_FALSE(has(postmortem.timeline.back().kinds, EntryKind::detection)) << d.file;
  }
}

std::string run(const std::string& command) {
  std::string out;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return out;
  std::array<char, 4096> buffer{};
  while (const std::size_t n = fread(buffer.data(), 1, buffer.size(), pipe)) out.append(buffer.data(), n);
  return pclose(pipe) == 0 ? out : std::string();
}

namespace fs = std::filesystem;

/// The folder of labelled real reports, where one lies beside the repository; empty where none does.
fs::path find_corpus() {
  const char* named = std::getenv("AFTERWORD_CORPUS");
  const fs::path corpus = named != nullptr ? fs::path(named) : fs::path(AFTERWORD_SOURCE_DIR) / "../shared/corpus";
  const bool is_whole = fs::exists(corpus / "labels.jsonl") && fs::exists(corpus / "../tools/score_corpus.py");
  return is_whole ? corpus : fs::path();
}

/// The macro F1 that the scorer gives for these options; -1 where it gives none.
double score(const fs::path& corpus, const std::string& options) {
  const std::string out =
      run("python3 '" + (corpus / "../tools/score_corpus.py").string() + "' --labels '" +
          (corpus / "labels.jsonl").string() + "' --corpus '" + corpus.string() + "' --json " + options);
  const std::size_t at = out.find("\"macro_f1\": ");
  return at == std::string::npos ? -1 : std::atof(out.c_str() + at + 12);
}

// The measure this project is judged by, where its corpus lies beside the repository.
TEST(Training, real_reports_are_read_at_macro_f1_of_092_or_better) {
  const fs::path corpus = find_corpus();
  if (corpus.empty()) GTEST_SKIP() << "no corpus: set AFTERWORD_CORPUS to its folder";
  if (run("python3 --version 2>&1").empty()) GTEST_SKIP() << "no python3 to run the scorer";
  EXPECT_GE(score(corpus, "--command '" AFTERWORD_PROGRAM " inspect --json'"), 0.92);
}

// What was learnt from the same reports flatters. Here each is read by a model that has not seen it.
TEST(Training, real_reports_never_seen_are_read_at_macro_f1_of_085_or_better) {
  const fs::path corpus = find_corpus();
  if (corpus.empty()) GTEST_SKIP() << "no corpus: set AFTERWORD_CORPUS to its folder";
  if (run("python3 --version 2>&1").empty()) GTEST_SKIP() << "no python3 to run the scorer";
#if defined(__SANITIZE_ADDRESS__) || !defined(NDEBUG)
  GTEST_SKIP() << "learning five times over takes minutes in this build";
#endif
  const std::vector<Labelled> documents = read_labels({{(corpus / "labels.jsonl").string(), corpus.string()}});
  const std::vector<Labelled> invented = read_invented(std::string(AFTERWORD_SOURCE_DIR) + "/tools/train/invented.txt");
  const fs::path predictions = fs::temp_directory_path() / "afterword-unseen.jsonl";
  std::ofstream(predictions) << write_predictions(read_unseen(documents, invented, 5));
  EXPECT_GE(score(corpus, "--predictions '" + predictions.string() + "'"), 0.85);
  fs::remove(predictions);
}

}  // namespace
}  // namespace afterword::train
