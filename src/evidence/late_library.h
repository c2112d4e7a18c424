#pragma once
#include <atomic>

namespace afterword {

/// A shared library that is loaded when the first of its functions is wanted. Most runs want none, and a library that
/// unpacks or talks to servers brings dozens of others: linking them all cost more than checking a report.
/// Thread-safe; never unloaded.
class LateLibrary {
 public:
  /// `file` is the name that the dynamic linker looks for, "libarchive.so.13".
  explicit constexpr LateLibrary(const char* file) : file_(file) {}
  /// Loads it. Where this is false none of its functions may be called.
  [[nodiscard]] bool is_there() const;
  /// The address of a function; ends the program where there is none, since it was compiled against.
  [[nodiscard]] void* find(const char* name) const;

 private:
  const char* file_;
  mutable std::atomic<void*> handle_{nullptr};
};

/// One function of such a library; is called like the function itself.
template <class Function>
class LateFunction {
 public:
  constexpr LateFunction(const LateLibrary& library, const char* name) : library_(library), name_(name) {}

  template <class... Arguments>
  auto operator()(Arguments... arguments) const {
    void* address = address_.load(std::memory_order_acquire);
    if (address == nullptr) address_.store(address = library_.find(name_), std::memory_order_release);
    return reinterpret_cast<Function*>(address)(arguments...);
  }

 private:
  const LateLibrary& library_;
  const char* name_;
  mutable std::atomic<void*> address_{nullptr};
};

/// Declares `name` in this namespace, where it hides the function of the header that it stands for. A name that is
/// declared can't stand in parentheses.
// NOLINTBEGIN(bugprone-macro-parentheses)
#define AFTERWORD_LATE(library, name)                   \
  constinit const LateFunction<decltype(::name)> name { \
    library, #name                                      \
  }
// NOLINTEND(bugprone-macro-parentheses)

}  // namespace afterword
