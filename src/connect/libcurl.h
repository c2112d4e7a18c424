#pragma once
#include <curl/curl.h>

#include <memory>

#include "evidence/late_library.h"

namespace afterword {

/// What is called of libcurl. It is loaded when a server is asked for the first time. For the files of this room that
/// talk to servers, and no others.
inline constinit const LateLibrary libcurl(AFTERWORD_LIBCURL);
inline AFTERWORD_LATE(libcurl, curl_easy_cleanup);
inline AFTERWORD_LATE(libcurl, curl_easy_getinfo);
inline AFTERWORD_LATE(libcurl, curl_easy_init);
inline AFTERWORD_LATE(libcurl, curl_easy_perform);
inline AFTERWORD_LATE(libcurl, curl_easy_setopt);
inline AFTERWORD_LATE(libcurl, curl_easy_strerror);
inline AFTERWORD_LATE(libcurl, curl_global_init);
inline AFTERWORD_LATE(libcurl, curl_slist_append);
inline AFTERWORD_LATE(libcurl, curl_slist_free_all);

struct FreeHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

}  // namespace afterword
