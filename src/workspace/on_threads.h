#pragma once
#include <algorithm>
#include <atomic>
#include <functional>
#include <initializer_list>
#include <thread>
#include <vector>

namespace afterword {

/// Runs `work` for each of `count` numbers on several threads.
inline void for_each_number(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  const auto run = [&] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  };
  std::vector<std::thread> helpers;
  const std::size_t helping = std::min<std::size_t>(threads > 0 ? threads - 1 : 0, count / 8);
  for (std::size_t i = 0; i < helping; ++i) helpers.emplace_back(run);
  run();
  for (std::thread& helper : helpers) helper.join();
}

/// Runs what does not wait for each other on several threads, in the order it is taken up in: the longest first.
inline void run_together(unsigned threads, std::initializer_list<std::function<void()>> parts) {
  std::atomic<std::size_t> next{0};
  const auto run = [&] {
    for (std::size_t i = next++; i < parts.size(); i = next++) parts.begin()[i]();
  };
  std::vector<std::thread> helpers;
  for (unsigned i = 1; i < std::min<std::size_t>(threads, parts.size()); ++i) helpers.emplace_back(run);
  run();
  for (std::thread& helper : helpers) helper.join();
}

}  // namespace afterword
