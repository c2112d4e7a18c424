#include <sys/mman.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <mutex>
#include <new>

// Memory for small values. A document is read into some nine hundred of them, which are given back all at once by the
// thread that took them; the C library's allocator, which has to serve everybody, spends a tenth of all time on it.
// Here blocks of each size up to `largest` have a list in each thread: taking and giving back is a few instructions and
// no lock. What is larger, and all where the address space can't be reserved, is left to malloc. Not in builds with
// sanitizers, which bring their own.

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define AFTERWORD_NO_SMALL_BLOCKS
#endif
#endif

#ifndef AFTERWORD_NO_SMALL_BLOCKS
namespace {

constexpr std::size_t step = 16, largest = 1024, classes = largest / step;
constexpr std::size_t slab_bits = 16, slab = std::size_t{1} << slab_bits;  ///< blocks of one class, next to each other
constexpr std::size_t slabs = std::size_t{1} << 20;
constexpr std::size_t reserved = slabs << slab_bits;  ///< addresses, not memory

struct Block {
  Block* next;
};

/// What one thread has at hand of each class: blocks that were given back, and the rest of a slab.
struct Shelf {
  Block* free[classes];
  char* fresh[classes];
  char* fresh_end[classes];
};

char* reserve() {
  void* const all = mmap(nullptr, reserved, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return all == MAP_FAILED ? nullptr : static_cast<char*>(all);
}

constinit thread_local Shelf shelf{};
constinit std::atomic<char*> base{nullptr};
constinit std::atomic<std::size_t> slabs_taken{0};
std::uint8_t class_of_slab[slabs];  // written before a block of it is handed out

constinit std::mutex left_mutex;
constinit Block* left[classes];  ///< by threads that have ended

/// Leaves a thread's blocks to the others when it ends.
struct Heir {
  ~Heir() {
    const std::lock_guard lock(left_mutex);
    for (std::size_t c = 0; c < classes; ++c) {
      Block** end = &shelf.free[c];
      while (*end != nullptr) end = &(*end)->next;
      *end = left[c];
      left[c] = shelf.free[c];
      shelf.free[c] = nullptr;
    }
  }
};

[[noreturn]] void fail() {
  throw std::bad_alloc();
}

void* take_large(std::size_t size) {
  void* const out = std::malloc(size);
  if (out == nullptr) fail();
  return out;
}

constexpr std::size_t class_of(std::size_t size) {
  return size == 0 ? 0 : (size - 1) / step;
}

[[gnu::noinline]] void* take_slab(std::size_t c) {
  [[maybe_unused]] static thread_local const Heir heir;
  {
    const std::lock_guard lock(left_mutex);
    if (Block* const block = left[c]; block != nullptr) {
      shelf.free[c] = block->next;
      left[c] = nullptr;
      return block;
    }
    if (base.load() == nullptr && slabs_taken.load() == 0) {
      base.store(reserve());
      if (base.load() == nullptr) slabs_taken.store(slabs);
    }
  }
  const std::size_t index = slabs_taken.fetch_add(1);
  if (index >= slabs) {
    slabs_taken.store(slabs);
    return take_large((c + 1) * step);
  }
  class_of_slab[index] = static_cast<std::uint8_t>(c);
  char* const begin = base.load() + (index << slab_bits);
  const std::size_t size = (c + 1) * step;
  shelf.fresh[c] = begin + size;
  shelf.fresh_end[c] = begin + slab / size * size;
  return begin;
}

void* take(std::size_t size) {
  if (size > largest) return take_large(size);
  const std::size_t c = class_of(size);
  if (Block* const block = shelf.free[c]; block != nullptr) {
    shelf.free[c] = block->next;
    return block;
  }
  char* const fresh = shelf.fresh[c];
  if (fresh == shelf.fresh_end[c]) return take_slab(c);
  shelf.fresh[c] = fresh + (c + 1) * step;
  return fresh;
}

bool is_small(const void* at, std::size_t& offset) {
  offset = static_cast<std::size_t>(static_cast<const char*>(at) - base.load(std::memory_order_relaxed));
  return offset < reserved;
}

void put(void* at, std::size_t c) {
  Block* const block = static_cast<Block*>(at);
  block->next = shelf.free[c];
  shelf.free[c] = block;
}

}  // namespace

void* operator new(std::size_t size) {
  return take(size);
}
void* operator new[](std::size_t size) {
  return take(size);
}
void operator delete(void* at) noexcept {
  if (std::size_t offset = 0; is_small(at, offset))
    put(at, class_of_slab[offset >> slab_bits]);
  else
    std::free(at);
}
void operator delete[](void* at) noexcept {
  operator delete(at);
}
void operator delete(void* at, std::size_t size) noexcept {
  if (std::size_t offset = 0; is_small(at, offset) && size <= largest)
    put(at, class_of(size));
  else
    operator delete(at);
}
void operator delete[](void* at, std::size_t) noexcept {
  operator delete(at);
}
#endif
