// How long one question to an archive takes. usage: similar_speed DIR [QUERIES]
#include <time.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "workspace/read_archive.h"
#include "workspace/walk.h"

int main(int argc, char** argv) {
  using namespace afterword;
  using Clock = std::chrono::steady_clock;
  if (argc < 2) return std::fputs("usage: similar_speed DIR [QUERIES]\n", stderr), 2;
  const SystemDisk disk;
  const auto seconds = [](Clock::duration d) { return std::chrono::duration<double>(d).count(); };
  WalkOptions walk;
  walk.working_folder = "/";
  const WalkResult found = find_files(disk, {argv[1]}, walk);
  ReadArchiveOptions options;
  options.threads = std::thread::hardware_concurrency();
  options.keep_sketches = true;
  const auto begin = Clock::now();
  const ReadArchive read = read_archive(disk, found.files, options);
  const double reading = seconds(Clock::now() - begin);
  const std::size_t size = read.archive.size();
  const std::size_t queries = std::min<std::size_t>(size, argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 1000);
  std::vector<double> spent;
  std::size_t matches = 0;
  for (std::size_t i = 0; i < queries; ++i) {
    const auto place = static_cast<std::uint32_t>(i * size / queries);
    SimilarQuery query;
    query.leave_out = place;
    // Processor time: other work on the machine is none of a question's.
    const auto cpu_ms = [] {
      timespec t{};
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
      return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) * 1e-6;
    };
    const double asked = cpu_ms();
    matches += read.archive.find_similar(read.sketches[place], query).size();
    spent.push_back(cpu_ms() - asked);
  }
  if (spent.empty()) return std::fputs("similar_speed: no reports\n", stderr), 2;
  std::sort(spent.begin(), spent.end());
  std::printf(
      "%zu reports read and indexed in %.1f s (%.0f a second); %zu questions: p50 %.2f ms, p99 %.2f ms, "
      "worst %.2f ms; %.1f answers each\n",
      size, reading, static_cast<double>(size) / reading, queries, spent[queries / 2], spent[queries * 99 / 100],
      spent.back(), static_cast<double>(matches) / static_cast<double>(queries));
}
