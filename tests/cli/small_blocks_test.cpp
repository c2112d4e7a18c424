#include <gtest/gtest.h>

#include <cstring>
#include <new>
#include <thread>
#include <vector>

namespace {

struct Filled {
  unsigned char* bytes;
  std::size_t size;
  unsigned char mark;
};

/// Takes blocks of all sizes around the limit and fills them; their neighbours must not change them.
std::vector<Filled> take_many(unsigned seed) {
  std::vector<Filled> out;
  for (std::size_t i = 0; i < 4000; ++i) {
    const std::size_t size = (i * 37 + seed) % 1200;
    const auto mark = static_cast<unsigned char>(i + seed);
    auto* const bytes = static_cast<unsigned char*>(operator new(size));
    std::memset(bytes, mark, size);
    out.push_back({bytes, size, mark});
  }
  return out;
}

void expect_whole(const std::vector<Filled>& blocks) {
  for (const Filled& block : blocks)
    for (std::size_t k = 0; k < block.size; ++k) ASSERT_EQ(block.bytes[k], block.mark) << block.size;
}

void give_back(const std::vector<Filled>& blocks) {
  for (std::size_t i = 0; i < blocks.size(); ++i)
    if (i % 2 == 0)
      operator delete(blocks[i].bytes);
    else
      operator delete(blocks[i].bytes, blocks[i].size);
}

TEST(SmallBlocks, KeepWhatIsWrittenIntoThem) {
  std::vector<Filled> kept = take_many(1);
  give_back(take_many(2));
  const std::vector<Filled> again = take_many(3);
  expect_whole(kept);
  expect_whole(again);
  give_back(kept);
  give_back(again);
}

TEST(SmallBlocks, MayBeGivenBackByAnotherThreadAndOutliveTheirOwn) {
  std::vector<std::vector<Filled>> made(4);
  {
    std::vector<std::jthread> threads;
    for (unsigned t = 0; t < made.size(); ++t)
      threads.emplace_back([&made, t] {
        give_back(take_many(t));
        made[t] = take_many(t + 10);
      });
  }
  for (const auto& blocks : made) expect_whole(blocks);
  {
    std::vector<std::jthread> threads;
    for (unsigned t = 0; t < made.size(); ++t)
      threads.emplace_back([&made, t] { give_back(made[(t + 1) % made.size()]); });
  }
  const std::vector<Filled> after = take_many(99);
  expect_whole(after);
  give_back(after);
}

TEST(SmallBlocks, AreAligned) {
  for (std::size_t size = 0; size <= 1100; size += 7) {
    void* const at = operator new(size);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(at) % 16, 0u) << size;
    operator delete(at);
  }
}

}  // namespace
