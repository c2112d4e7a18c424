#pragma once
/// \file
/// Afterword as a library: read a postmortem, check it, see what was understood, render it.
///
///     #include <afterword/afterword.h>
///     namespace aw = afterword::v1;
///     aw::Postmortem pm = aw::parse(markdown, "2026-11-03-checkout.md");
///     for (const aw::Finding& f : aw::check(pm)) std::cout << f.line << ": " << f.message << '\n';
///
/// **Reading never fails.** Any bytes whatever are a postmortem, perhaps one with findings. Only settings can be wrong.
/// **Ownership.** Every value owns what it holds; nothing returned points into the caller's text. A `Postmortem` is a
/// reference-counted handle: copying is cheap and shares the reading.
/// **Threads.** Values are immutable once made. Any function may be called from any number of threads at once, also
/// with the same `Postmortem`. There is no state that a caller could see, no locale, no clock, no disk, no network;
/// only the system's time-zone files are read, once each.
/// **Exceptions.** None but `std::bad_alloc`.
/// **Units.** Places are half-open ranges of bytes of the text as it was given. Lines and columns count from 1; columns
/// count characters (code points).
/// **Versions.** `v1` will not change incompatibly; what comes later comes beside it.

#include <afterword/check.h>
#include <afterword/inspect.h>
#include <afterword/parse.h>
#include <afterword/render.h>
