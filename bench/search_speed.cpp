// How fast an archive is indexed and searched, beside a plain FTS5 table of the same text in the same run.
// usage: search_speed FOLDER [DOCUMENTS] [QUERIES] [keep]
// The indexes are written into FOLDER and removed; with `keep` they stay, and those that are there are asked only.
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "generated_reports.h"
#include "search/sqlite.h"
#include "text/ascii.h"
#include "workspace/search_archive.h"

namespace {

using namespace afterword;

double seconds_of(clockid_t clock) {
  timespec t{};
  clock_gettime(clock, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

double file_mb(const std::string& path) {
  struct stat status{};
  return ::stat(path.c_str(), &status) == 0 ? static_cast<double>(status.st_size) / 1e6 : 0;
}

struct Spent {
  double wall = 0, cpu = 0;
};
template <class Work>
Spent measure(Work work) {
  const double wall = seconds_of(CLOCK_MONOTONIC), cpu = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
  work();
  return {seconds_of(CLOCK_MONOTONIC) - wall, seconds_of(CLOCK_PROCESS_CPUTIME_ID) - cpu};
}

/// Three words that one report has, and a filter that it meets.
struct Asked {
  std::vector<std::string> words;
  std::string service;
  int year = 0;  ///< 0: by service
};

Asked make_query(const bench::ReportMaker& maker, std::size_t documents, std::uint64_t number) {
  bench::Dice dice(number * 31 + 5);
  const bench::GeneratedReport report = maker.make(dice.below(documents));
  std::vector<std::string> words;
  std::string word;
  for (const char c : report.body + " ") {
    if (const char lower = lower_ascii(c); lower >= 'a' && lower <= 'z') {
      word += lower;
      continue;
    }
    if (word.size() > 3) words.push_back(word);
    word.clear();
  }
  Asked out;
  while (out.words.size() < 3) {
    const std::string& one = words[dice.below(words.size())];
    if (std::find(out.words.begin(), out.words.end(), one) == out.words.end()) out.words.push_back(one);
  }
  out.service = report.service;
  if (number % 2 == 1) out.year = report.year;
  return out;
}

struct Latency {
  std::vector<double> cpu_ms, wall_ms;
  std::size_t found = 0;
  void print(const char* name) {
    std::sort(cpu_ms.begin(), cpu_ms.end());
    std::sort(wall_ms.begin(), wall_ms.end());
    const std::size_t n = cpu_ms.size();
    std::printf(
        "%-28s CPU p50 %7.2f  p90 %7.2f  p99 %7.2f  worst %7.2f ms;  wall p50 %7.2f  p99 %7.2f ms;  %zu of %zu found\n",
        name, cpu_ms[n / 2], cpu_ms[n * 9 / 10], cpu_ms[n * 99 / 100], cpu_ms.back(), wall_ms[n / 2],
        wall_ms[n * 99 / 100], found, n);
  }
  [[nodiscard]] double p99() const { return cpu_ms[cpu_ms.size() * 99 / 100]; }
};

template <class Ask>
Latency ask_all(std::size_t queries, Ask ask) {
  Latency out;
  for (std::size_t i = 0; i < queries; ++i) {
    const double wall = seconds_of(CLOCK_MONOTONIC), cpu = seconds_of(CLOCK_THREAD_CPUTIME_ID);
    out.found += ask(i);
    out.cpu_ms.push_back((seconds_of(CLOCK_THREAD_CPUTIME_ID) - cpu) * 1e3);
    out.wall_ms.push_back((seconds_of(CLOCK_MONOTONIC) - wall) * 1e3);
  }
  return out;
}

void build_plain(const bench::ReportMaker& maker, const std::string& path, std::size_t documents) {
  Database database = Database::open(path, DatabaseUse::write);
  database.run(
      "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; CREATE VIRTUAL TABLE plain USING fts5(title, summary, cause, "
      "body, "
      "service, year, content='', tokenize='porter unicode61'); BEGIN");
  Statement add = database.prepare(
      "INSERT INTO plain(rowid, title, summary, cause, body, service, year) VALUES(?1,?2,?3,?4,?5,?6,?7)");
  for (std::size_t i = 0; i < documents; ++i) {
    const bench::GeneratedReport report = maker.make(i);
    const std::string year = std::to_string(report.year);
    add.bind(1, static_cast<std::int64_t>(i + 1)).bind(2, report.title).bind(3, report.impact).bind(4, report.cause);
    add.bind(5, report.body).bind(6, report.service).bind(7, year).run();
  }
  database.run("COMMIT; INSERT INTO plain(plain) VALUES('optimize')");
  if (!database.is_sound()) std::printf("plain FTS5: %s\n", database.trouble().c_str());
}

std::string plain_expression(const Asked& asked) {
  std::string out = asked.year == 0 ? "service : " + asked.service : "year : \"" + std::to_string(asked.year) + "\"";
  for (const std::string& word : asked.words) out += " AND \"" + word + "\"";
  return out;
}

std::string own_query(const Asked& asked) {
  std::string out = asked.year == 0 ? "service:" + asked.service : "year:" + std::to_string(asked.year);
  for (const std::string& word : asked.words) out += " " + word;
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::fputs("usage: search_speed FOLDER [DOCUMENTS] [QUERIES]\n", stderr), 2;
  const std::string folder = argv[1];
  const std::size_t documents = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 20'000;
  const std::size_t queries = argc > 3 ? std::strtoul(argv[3], nullptr, 10) : 1'000;
  const bool keep = argc > 4;
  const bench::GeneratedDisk disk(documents);
  const std::string own_file = folder + "/own.db", plain_file = folder + "/plain.db";
  if (!keep)
    for (const std::string& file : {own_file, plain_file}) ::unlink(file.c_str());
  // Where nothing is made, the size of some tells that of all.
  const bool makes = file_mb(own_file) == 0 || file_mb(plain_file) == 0;
  const std::size_t measured = makes ? documents : std::min<std::size_t>(documents, 5'000);
  double text_mb = 0;
  const Spent making = measure([&] {
    for (std::size_t i = 0; i < measured; ++i) text_mb += static_cast<double>(disk.maker().make(i).text.size()) / 1e6;
  });
  text_mb *= static_cast<double>(documents) / static_cast<double>(measured);
  const auto count = static_cast<double>(documents);
  const double cores = std::thread::hardware_concurrency();
  std::printf("%zu reports of %.0f bytes, %.0f MB (making them: %.1f s of CPU, taken off below)\n", documents,
              text_mb * 1e6 / count, text_mb, making.cpu);

  if (file_mb(own_file) == 0) {
    const IndexedArchive archive{"/reports", "/", own_file, static_cast<unsigned>(cores), {}};
    const Spent own = measure([&] {
      if (const auto made = open_index(disk, archive); !made) std::printf("%s\n", made.error().message.c_str());
    });
    const double own_cpu = own.cpu - making.cpu;
    std::printf(
        "afterword: read and indexed with %.0f µs of CPU each, %.0f a second on %.0f idle cores (wall here: %.1f s)\n",
        own_cpu / count * 1e6, count / own_cpu * cores, cores, own.wall);
  }
  std::printf("afterword: index %.0f MB, %.2f × text\n", file_mb(own_file), file_mb(own_file) / text_mb);
  std::fflush(stdout);
  if (file_mb(plain_file) == 0) {
    const Spent plain = measure([&] { build_plain(disk.maker(), plain_file, documents); });
    std::printf("plain FTS5: indexed (nothing read) with %.0f µs of CPU each\n",
                (plain.cpu - making.cpu) / count * 1e6);
  }
  std::printf("plain FTS5: index %.0f MB, %.2f × text\n", file_mb(plain_file), file_mb(plain_file) / text_mb);
  std::fflush(stdout);

  SearchIndex index = SearchIndex::open(own_file, DatabaseUse::read);
  std::vector<Asked> asked;
  for (std::size_t i = 0; i < queries; ++i) asked.push_back(make_query(disk.maker(), documents, i));
  Latency ours = ask_all(queries, [&](std::size_t i) {
    const auto query = parse_query(own_query(asked[i]));
    return index.search(*query, {.hits_max = 10, .order = SearchOrder::relevance, .today = {}}).matches > 0;
  });
  ours.print("afterword, with facets");
  std::fflush(stdout);
  Database database = Database::open(plain_file, DatabaseUse::read);
  database.run("PRAGMA mmap_size=4294967296");
  Statement ask =
      database.prepare("SELECT rowid FROM plain WHERE plain MATCH ?1 ORDER BY bm25(plain, 8, 3, 4, 1, 0, 0) LIMIT 10");
  const std::size_t fewer = std::min(queries, std::max<std::size_t>(queries / 5, 100));
  Latency theirs = ask_all(fewer, [&](std::size_t i) {
    const std::string expression = plain_expression(asked[i]);
    ask.bind(1, std::string_view(expression));
    bool found = false;
    while (ask.step()) found = true;
    ask.reset();
    return found;
  });
  theirs.print("plain FTS5, ten best only");
  std::printf("p99 of plain FTS5 against ours: %.1f ×\n", theirs.p99() / ours.p99());
  if (keep) return 0;
  for (const std::string& file : {own_file, own_file + ".lock", plain_file}) ::unlink(file.c_str());
}
