#include "evidence/formats.h"

#include <algorithm>
#include <charconv>

#include "text/ascii.h"

namespace afterword {
namespace {

/// Reads one file into `out`. Each line is a key and its value; empty lines and those with # in front are skipped.
class FormatFileReader {
 public:
  FormatFileReader(const FormatFile& file, Formats& out) : file_(file), out_(out) {}

  Result<void> read() {
    for (std::string_view rest = file_.text; !rest.empty();) {
      ++number_;
      const std::string_view line = take_line(rest);
      if (line.empty() || line.starts_with('#')) continue;
      const std::size_t space = std::min(line.find(' '), line.size());
      const std::string_view value = line.substr(std::min(space + 1, line.size()));
      if (Result<void> read = read_key(line.substr(0, space), value); !read) return read;
    }
    return {};
  }

 private:
  Result<void> fail(std::string message) const {
    return std::unexpected(
        Error{ErrorKind::settings, std::move(message), std::string(file_.name) + ":" + std::to_string(number_), {}});
  }

  Result<void> read_key(std::string_view key, std::string_view value) {
    if (key == "rank") {
      std::from_chars(value.data(), value.data() + value.size(), rank_);
    } else if (key == "time") {
      auto notation = compile_time_notation(value);
      if (!notation) return fail(notation.error().message);
      out_.times.push_back(std::move(*notation));
      out_.time_samples.emplace_back();
      samples_ = &out_.time_samples.back();
    } else if (key == "format") {
      out_.logs.push_back({});
      out_.logs.back().name = value;
      out_.logs.back().rank = rank_;
    } else if (key == "sample") {
      if (samples_of() == nullptr) return fail("a sample of nothing");
      samples_of()->push_back({std::string(value), {}});
    } else if (key == "expect") {
      if (samples_of() == nullptr || samples_of()->empty()) return fail("nothing to expect this of");
      samples_of()->back().expected = value;
    } else if (out_.logs.empty()) {
      return fail("'" + std::string(key) + "' before the first 'format'");
    } else if (key == "title") {
      out_.logs.back().title = value;
    } else if (key == "needs-inner") {
      out_.logs.back().needs_inner = true;
    } else if (key == "below") {
      out_.logs.back().below = out_.logs.back().whole = true;
    } else if (key == "whole") {
      out_.logs.back().whole = true;
    } else if (key == "line" || key == "wrap") {
      auto pattern = LinePattern::compile(value);
      if (!pattern) return fail(pattern.error().message);
      out_.logs.back().lines.push_back(std::move(*pattern));
      out_.logs.back().wraps = key == "wrap";
    } else {
      return fail("unknown key '" + std::string(key) + "'");
    }
    return {};
  }

  std::vector<FormatSample>* samples_of() {
    if (file_.name == "times") return samples_;
    return out_.logs.empty() ? nullptr : &out_.logs.back().samples;
  }

  const FormatFile& file_;
  Formats& out_;
  std::vector<FormatSample>* samples_ = nullptr;
  int rank_ = 50, number_ = 0;
};

}  // namespace

Result<Formats> read_formats(std::span<const FormatFile> files) {
  Formats out;
  for (const FormatFile& file : files)
    if (Result<void> read = FormatFileReader(file, out).read(); !read) return std::unexpected(read.error());
  for (std::size_t i = 0; i < out.logs.size(); ++i) out.logs[i].order = static_cast<int>(i);
  std::sort(out.logs.begin(), out.logs.end(), [](const LogFormat& a, const LogFormat& b) {
    return a.rank != b.rank ? a.rank < b.rank : a.order < b.order;
  });
  return out;
}

const Formats& built_in_formats() {
  static const Formats formats = [] {
    Result<Formats> read = read_formats(all_format_files());
    return read ? std::move(*read) : Formats{};  // tests/evidence/formats_test.cpp keeps them readable
  }();
  return formats;
}

}  // namespace afterword
