#include "evidence/late_library.h"

#include <dlfcn.h>

#include <cstdio>
#include <cstdlib>

namespace afterword {

bool LateLibrary::is_there() const {
  if (handle_.load(std::memory_order_acquire) != nullptr) return true;
  void* handle = dlopen(file_, RTLD_NOW | RTLD_LOCAL);  // the same handle for all that come here at once
  if (handle == nullptr) return false;
  handle_.store(handle, std::memory_order_release);
  return true;
}

void* LateLibrary::find(const char* name) const {
  void* address = is_there() ? dlsym(handle_.load(std::memory_order_acquire), name) : nullptr;
  if (address == nullptr) {
    std::fprintf(stderr, "%s has no %s\n", file_, name);
    std::abort();
  }
  return address;
}

}  // namespace afterword
