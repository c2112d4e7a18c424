#include "workspace/walk.h"

#include <algorithm>
#include <unordered_set>

#include "text/ascii.h"
#include "workspace/ignore.h"
#include "workspace/paths.h"

namespace afterword {
namespace {

bool is_markdown_name(std::string_view name) {
  const std::string lower = lower_ascii(name);
  const std::size_t dot = lower.rfind('.');
  if (dot == std::string::npos)
    return lower == "readme" || lower == "postmortem" || lower == "post-mortem" || lower == "post_mortem";
  const std::string_view ending = std::string_view(lower).substr(dot + 1);
  return ending == "md" || ending == "markdown" || ending == "mdown" || ending == "mkd" || ending == "mdwn";
}

/// The .gitignore files that hold for a folder: its own and those above it up to the repository's root.
struct IgnoreScope {
  std::string folder;  ///< absolute
  IgnoreList list;
};
struct IgnoreChain {
  bool in_repository = false;  ///< outside a repository no .gitignore counts, as with Git itself
  std::vector<IgnoreScope> scopes;
};

class Walk {
 public:
  Walk(const Disk& disk, const WalkOptions& options) : disk_(disk), options_(options) {}

  WalkResult run(const std::vector<std::string>& paths) {
    for (const std::string& path : paths) {
      if (path == "-") {
        out_.files.push_back(path);
        continue;
      }
      if (disk_.kind_of(path) == FileKind::folder) {
        const std::string shown = normalize_path(path);
        root_ = shown;
        real_root_.clear();
        walk_folder(shown, chain_above(absolute_path(options_.working_folder, path)));
      } else {
        note_if_ignored(path);
        take(path);
      }
    }
    return std::move(out_);
  }

 private:
  void take(const std::string& path) {
    if (seen_.insert(absolute_path(options_.working_folder, path)).second) out_.files.push_back(path);
  }

  void read_ignore_list(const std::string& absolute, IgnoreChain& chain) const {
    const std::string file = join_path(absolute, ".gitignore");
    if (disk_.kind_of(file) != FileKind::file) return;
    if (const Result<std::string> text = disk_.read_file(file))
      chain.scopes.push_back({absolute, IgnoreList::read(*text, relative_path(options_.working_folder, file))});
  }

  /// Lists of the folders above, outermost first.
  IgnoreChain chain_above(const std::string& absolute) const {
    if (!options_.obey_gitignore) return {};
    std::vector<std::string> folders;
    for (std::string at = absolute;; at = folder_of(at)) {
      folders.push_back(at);
      if (disk_.kind_of(join_path(at, ".git"))) break;
      if (at == "/") return {};
    }
    IgnoreChain chain;
    chain.in_repository = true;
    const std::string exclude = join_path(folders.back(), ".git/info/exclude");
    if (disk_.kind_of(exclude) == FileKind::file)
      if (const Result<std::string> text = disk_.read_file(exclude))
        chain.scopes.push_back({folders.back(), IgnoreList::read(*text, exclude)});
    for (std::size_t i = folders.size(); i-- > 1;) read_ignore_list(folders[i], chain);
    return chain;
  }

  /// "FILE:LINE" of the pattern that ignores a path, or empty.
  static std::string find_ignoring(const IgnoreChain& chain, const std::string& absolute, bool is_folder) {
    for (std::size_t i = chain.scopes.size(); i-- > 0;) {
      const IgnoreScope& scope = chain.scopes[i];
      const std::string relative = relative_path(scope.folder, absolute);
      const IgnoreList::Verdict verdict = scope.list.ask(relative, is_folder);
      if (verdict == IgnoreList::Verdict::kept) return {};
      if (verdict == IgnoreList::Verdict::ignored) return scope.list.why(relative, is_folder);
    }
    return {};
  }

  void note_if_ignored(const std::string& path) {
    if (!options_.obey_gitignore) return;
    const std::string absolute = absolute_path(options_.working_folder, path);
    IgnoreChain chain = chain_above(folder_of(absolute));
    if (!chain.in_repository) return;
    read_ignore_list(folder_of(absolute), chain);
    const std::string why = find_ignoring(chain, absolute, false);
    if (!why.empty()) out_.notes.push_back(show_path(path) + " is ignored by " + why + ", but you named it");
  }

  void skip(const std::string& path, std::string_view why) {
    if (options_.tell_skipped) out_.skipped.push_back(show_path(path) + ": " + std::string(why));
  }

  /// `latest.md` would tell the report that it leads to a second time. What is hidden is not walked, so links into it
  /// are what is read.
  bool leads_into_root(const std::string& path) {
    if (real_root_.empty()) real_root_ = disk_.real_path(root_);
    const std::string target = disk_.real_path(path);
    if (real_root_.empty() || !target.starts_with(join_path(real_root_, ""))) return false;
    return target.find("/.", real_root_.size() - (real_root_ == "/" ? 1 : 0)) == std::string::npos;
  }

  void walk_folder(const std::string& shown, IgnoreChain chain) {
    const Result<std::vector<FolderEntry>> entries = disk_.list_folder(shown);
    if (!entries) {
      out_.errors.push_back(entries.error());
      return;
    }
    out_.folders.push_back(shown);
    const std::string absolute = absolute_path(options_.working_folder, shown);
    // A site that `build` wrote holds copies of reports, and no reports.
    const auto is_site = [](const FolderEntry& e) { return e.name == site_memory_name; };
    if (std::any_of(entries->begin(), entries->end(), is_site)) {
      skip(shown, "a site that build wrote");
      return;
    }
    const bool is_root =
        std::any_of(entries->begin(), entries->end(), [](const FolderEntry& e) { return e.name == ".git"; });
    if (is_root) chain = {true, {}};
    if (options_.obey_gitignore && chain.in_repository) read_ignore_list(absolute, chain);
    for (const FolderEntry& entry : *entries) {
      const std::string path = join_path(shown, entry.name);
      const bool is_folder = entry.kind == FileKind::folder;
      if (!is_folder && (entry.kind != FileKind::file || !is_markdown_name(entry.name))) continue;
      if (entry.name.starts_with('.')) {
        skip(path, "hidden");
        continue;
      }
      if (is_folder && entry.link) {
        skip(path, "a link to a folder");
        continue;
      }
      if (entry.link && leads_into_root(path)) {
        skip(path, "a link to a file of the same folder");
        continue;
      }
      const std::string why = find_ignoring(chain, join_path(absolute, entry.name), is_folder);
      if (!why.empty()) {
        skip(path, "ignored by " + why);
      } else if (is_folder) {
        walk_folder(path, chain);
      } else {
        take(path);
      }
    }
  }

  const Disk& disk_;
  const WalkOptions& options_;
  std::string root_, real_root_;  ///< the folder that is walked, as named and, once a link was met, without links
  std::unordered_set<std::string> seen_;
  WalkResult out_;
};

}  // namespace

Result<void> found_any(const WalkResult& walk, const std::string& folder) {
  if (!walk.files.empty()) return {};
  if (!walk.errors.empty()) return std::unexpected(walk.errors.front());
  return std::unexpected(
      Error{ErrorKind::input,
            "found no report in " + show_path(folder),
            {},
            "name a folder that holds postmortems in Markdown (*.md); what .gitignore names is left out"});
}

WalkResult find_files(const Disk& disk, const std::vector<std::string>& paths, const WalkOptions& options) {
  return Walk(disk, options).run(paths);
}

}  // namespace afterword
