// Measures the change points on a folder laid out as the Turing Change Point Dataset is: DIR/annotations.json and
// DIR/datasets/NAME/NAME.json. F1 and cover as TCPDBench defines them (van den Burg & Williams, 2020): margin 5, every
// annotator heard, the first point counted as found. Controls stand beside it. Series of several dimensions are left
// out.
//
// usage: score_changepoints --data DIR [--details]
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "diagnosis/change_points.h"

namespace {

using Places = std::set<long>;

struct Annotated {
  std::string name;
  std::vector<double> values;
  std::vector<Places> annotators;
};

nlohmann::json read_json(const std::filesystem::path& path) {
  std::ifstream in(path);
  return nlohmann::json::parse(in);
}

std::vector<Annotated> read_all(const std::filesystem::path& folder) {
  const nlohmann::json annotations = read_json(folder / "annotations.json");
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder / "datasets")) {
    if (entry.path().extension() == ".json") {
      files.insert(entry.path());
    }
  }
  std::vector<Annotated> all;
  for (const auto& file : files) {
    const nlohmann::json json = read_json(file);
    const std::string name = json.at("name");
    if (json.at("n_dim") != 1 || !annotations.contains(name)) {
      continue;
    }
    Annotated one{name, {}, {}};
    for (const auto& value : json.at("series").at(0).at("raw")) {
      one.values.push_back(value.is_number() ? value.get<double>() : std::numeric_limits<double>::quiet_NaN());
    }
    for (const auto& annotator : annotations.at(name)) {
      Places places{0};
      for (const auto& place : annotator) {
        places.insert(place.get<long>());
      }
      one.annotators.push_back(std::move(places));
    }
    all.push_back(std::move(one));
  }
  return all;
}

std::size_t count_true(const Places& truth, Places found) {
  std::size_t count = 0;
  for (const long place : truth) {
    auto nearest = found.end();
    for (auto it = found.begin(); it != found.end(); ++it) {
      if (std::abs(*it - place) <= 5 &&
          (nearest == found.end() || std::abs(*it - place) < std::abs(*nearest - place))) {
        nearest = it;
      }
    }
    if (nearest != found.end()) {
      ++count;
      found.erase(nearest);
    }
  }
  return count;
}

double f1(const Annotated& series, const std::vector<std::size_t>& places) {
  Places found{0};
  found.insert(places.begin(), places.end());
  Places any;
  double recall = 0;
  for (const Places& truth : series.annotators) {
    any.insert(truth.begin(), truth.end());
    recall += static_cast<double>(count_true(truth, found)) / static_cast<double>(truth.size());
  }
  recall /= static_cast<double>(series.annotators.size());
  const double precision = static_cast<double>(count_true(any, found)) / static_cast<double>(found.size());
  return 2 * precision * recall / (precision + recall);
}

double cover(const Annotated& series, const std::vector<std::size_t>& places) {
  const long n = static_cast<long>(series.values.size());
  const auto ends = [n](Places starts) {
    starts.insert(n);
    return std::vector<long>(starts.begin(), starts.end());
  };
  Places found{0};
  found.insert(places.begin(), places.end());
  const std::vector<long> ours = ends(found);
  double sum = 0;
  for (const Places& truth : series.annotators) {
    const std::vector<long> theirs = ends(truth);
    for (std::size_t i = 0; i + 1 < theirs.size(); ++i) {
      double best = 0;
      for (std::size_t j = 0; j + 1 < ours.size(); ++j) {
        const double both = static_cast<double>(std::min(theirs[i + 1], ours[j + 1]) - std::max(theirs[i], ours[j]));
        const double either = static_cast<double>(std::max(theirs[i + 1], ours[j + 1]) - std::min(theirs[i], ours[j]));
        best = std::max(best, both / either);
      }
      sum += static_cast<double>(theirs[i + 1] - theirs[i]) * best;
    }
  }
  return sum / static_cast<double>(n) / static_cast<double>(series.annotators.size());
}

/// The one split into two levels that explains most, whether or not it is worth it.
std::vector<std::size_t> split_once(const std::vector<double>& given) {
  std::vector<double> values;
  std::vector<std::size_t> index;
  for (std::size_t i = 0; i < given.size(); ++i) {
    if (!std::isnan(given[i])) {
      values.push_back(given[i]);
      index.push_back(i);
    }
  }
  double all = 0;
  for (const double value : values) {
    all += value;
  }
  double sum = 0;
  double best = 0;
  std::size_t at = 0;
  for (std::size_t i = 1; i < values.size(); ++i) {
    sum += values[i - 1];
    const double left = static_cast<double>(i);
    const double right = static_cast<double>(values.size() - i);
    const double step = sum / left - (all - sum) / right;
    const double gain = step * step * left * right;
    if (gain > best) {
      best = gain;
      at = i;
    }
  }
  return at == 0 ? std::vector<std::size_t>{} : std::vector<std::size_t>{index[at]};
}

}  // namespace

int main(int count, char** arguments) {
  std::string data;
  bool details = false;
  for (int i = 1; i < count; ++i) {
    const std::string argument = arguments[i];
    if (argument == "--data" && i + 1 < count) {
      data = arguments[++i];
    } else if (argument == "--details") {
      details = true;
    }
  }
  if (data.empty()) {
    std::fputs("usage: score_changepoints --data DIR [--details]\n", stderr);
    return 2;
  }
  const std::vector<Annotated> all = read_all(data);
  if (all.empty()) {
    std::fputs("score_changepoints: no series there\n", stderr);
    return 1;
  }
  using Method = std::function<std::vector<std::size_t>(const Annotated&)>;
  const std::vector<std::pair<const char*, Method>> methods = {
      {"afterword", [](const Annotated& s) { return afterword::find_change_points(s.values); }},
      {"control: nothing", [](const Annotated&) { return std::vector<std::size_t>{}; }},
      {"control: one split", [](const Annotated& s) { return split_once(s.values); }},
      {"control: an annotator (oracle)", [](const Annotated& s) {
         std::vector<std::size_t> first(s.annotators.front().begin(), s.annotators.front().end());
         return first;
       }}};
  std::printf("%zu series\n", all.size());
  for (const auto& [name, method] : methods) {
    double f = 0;
    double c = 0;
    for (const Annotated& series : all) {
      const std::vector<std::size_t> found = method(series);
      f += f1(series, found);
      c += cover(series, found);
      if (details && &method == &methods.front().second) {
        std::printf("  %-24s F1 %.3f  cover %.3f  found %zu\n", series.name.c_str(), f1(series, found),
                    cover(series, found), found.size());
      }
    }
    std::printf("%-32s F1 %.3f  cover %.3f\n", name, f / static_cast<double>(all.size()),
                c / static_cast<double>(all.size()));
  }
  return 0;
}
