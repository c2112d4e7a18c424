
#include "train.h"

namespace afterword::train {

namespace {

/// Numbers separated by commas, lines of at most 118 columns.
template <class Number>
std::string list_of(const std::vector<Number>& numbers) {
  std::string out, line = "   ";
  for (const Number n : numbers) {
    const std::string text = " " + std::to_string(n) + ",";
    if (line.size() + text.size() > 118) {
      out += line + "\n";
      line = "   ";
    }
    line += text;
  }
  return out + line + "\n";
}

std::string write_model(const std::string& name, const LinearModel& model) {
  std::vector<int> keys, counts, outputs, weights;
  std::vector<std::uint32_t> wide;
  for (std::size_t row = 0; row < model.size(); ++row) {
    int count = 0;
    for (std::size_t k = 0; k < LinearModel::width; ++k) {
      const int w = model.rows()[row][k];
      if (w == 0) continue;
      ++count;
      outputs.push_back(static_cast<int>(k));
      weights.push_back(w);
    }
    wide.push_back(model.keys()[row]);
    counts.push_back(count);
  }
  char number[40];
  std::snprintf(number, sizeof number, "%.9gF", static_cast<double>(model.step()));
  std::string text = number;
  if (text.find('.') == std::string::npos && text.find('e') == std::string::npos) text.insert(text.size() - 1, ".0");
  std::string out = "constexpr Feature " + name + "_keys[] = {\n" + list_of(wide) + "};\n";
  out += "constexpr std::uint8_t " + name + "_counts[] = {\n" + list_of(counts) + "};\n";
  out += "constexpr std::uint8_t " + name + "_outputs[] = {\n" + list_of(outputs) + "};\n";
  out += "constexpr std::int8_t " + name + "_weights[] = {\n" + list_of(weights) + "};\n";
  out += "constexpr PackedModel packed_" + name + "{" + name + "_keys, " + name + "_counts, " + name + "_outputs, " +
         name + "_weights, " + text + "};\n";
  return out;
}

std::string float_text(float value) {
  char number[40];
  std::snprintf(number, sizeof number, "%.4f", static_cast<double>(value));
  return std::string(number) + "F";
}

}  // namespace

std::string write_weights(const ClassifyModel& model) {
  std::string out = "// Made by train_classifier; see tools/train/README.md. Do not edit.\n// clang-format off\n";
  out += write_model("kinds", model.kinds) + write_model("sequence", model.sequence) +
         write_model("passages", model.passages);
  out += write_model("detection", model.detection) + write_model("causes", model.causes);
  out += write_model("measures", model.measures) + write_model("moments", model.moments);
  out += "constexpr KindSet packed_kind_sets[] = {";
  for (const KindSet& set : model.kind_sets.sets())
    out += "{" + std::to_string(set.kinds) + ", " + float_text(set.score) + "}, ";
  out += "};\n";
  out += "constexpr std::array<float, LinearModel::width> packed_right_min = {";
  for (const float least : model.right_min) out += float_text(least) + ", ";
  out += "};\nconstexpr float packed_task_threshold = " + float_text(model.task_threshold) + ";\n";
  return out + "// clang-format on\n";
}

}  // namespace afterword::train
