#include "connect/repository.h"

#include <git2.h>

#include "connect/held_bytes.h"
#include "evidence/late_library.h"
#include "moment/zone.h"
#include "text/ascii.h"

namespace afterword {
namespace {

constexpr std::int64_t days_before = 14;
constexpr std::int64_t day_seconds = 86400;
constexpr std::size_t diff_bytes_max = 64 << 10;
constexpr std::size_t commits_walked_max = 200'000;

/// What is called of libgit2. It is loaded when a repository is met for the first time.
constinit const LateLibrary libgit2(AFTERWORD_LIBGIT2);
AFTERWORD_LATE(libgit2, git_commit_author);
AFTERWORD_LATE(libgit2, git_commit_committer);
AFTERWORD_LATE(libgit2, git_commit_free);
AFTERWORD_LATE(libgit2, git_commit_id);
AFTERWORD_LATE(libgit2, git_commit_lookup);
AFTERWORD_LATE(libgit2, git_commit_message);
AFTERWORD_LATE(libgit2, git_commit_parent);
AFTERWORD_LATE(libgit2, git_commit_parent_id);
AFTERWORD_LATE(libgit2, git_commit_parentcount);
AFTERWORD_LATE(libgit2, git_commit_time);
AFTERWORD_LATE(libgit2, git_commit_tree);
AFTERWORD_LATE(libgit2, git_diff_free);
AFTERWORD_LATE(libgit2, git_diff_options_init);
AFTERWORD_LATE(libgit2, git_diff_print);
AFTERWORD_LATE(libgit2, git_diff_tree_to_tree);
AFTERWORD_LATE(libgit2, git_error_last);
AFTERWORD_LATE(libgit2, git_libgit2_init);
AFTERWORD_LATE(libgit2, git_libgit2_opts);
AFTERWORD_LATE(libgit2, git_libgit2_shutdown);
AFTERWORD_LATE(libgit2, git_oid_tostr);
AFTERWORD_LATE(libgit2, git_repository_free);
AFTERWORD_LATE(libgit2, git_repository_open_ext);
AFTERWORD_LATE(libgit2, git_revwalk_free);
AFTERWORD_LATE(libgit2, git_revwalk_new);
AFTERWORD_LATE(libgit2, git_revwalk_next);
AFTERWORD_LATE(libgit2, git_revwalk_push_head);
AFTERWORD_LATE(libgit2, git_revwalk_sorting);
AFTERWORD_LATE(libgit2, git_tree_free);

/// What libgit2 hands out, given back by the right function.
struct Freed {
  void operator()(git_repository* thing) const { git_repository_free(thing); }
  void operator()(git_revwalk* thing) const { git_revwalk_free(thing); }
  void operator()(git_commit* thing) const { git_commit_free(thing); }
  void operator()(git_tree* thing) const { git_tree_free(thing); }
  void operator()(git_diff* thing) const { git_diff_free(thing); }
};
using Repository = std::unique_ptr<git_repository, Freed>;
using Walk = std::unique_ptr<git_revwalk, Freed>;
using Commit = std::unique_ptr<git_commit, Freed>;
using Tree = std::unique_ptr<git_tree, Freed>;
using Diff = std::unique_ptr<git_diff, Freed>;

/// The library counts its users; one that is done leaves it as it was.
class Library {
 public:
  Library() {
    git_libgit2_init();
    // Evidence belongs to whoever made it, and nothing of it is run.
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
  }
  ~Library() { git_libgit2_shutdown(); }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
};

Error trouble(const std::string& path) {
  const git_error* error = git_error_last();
  return {ErrorKind::input,
          "can't read the git repository: " + std::string(error == nullptr ? "unknown reason" : error->message),
          path,
          {}};
}

std::string hash_text(const git_oid& id) {
  char text[GIT_OID_HEXSZ + 1];
  git_oid_tostr(text, sizeof text, &id);
  return text;
}

std::string date_text(const git_time& time) {
  return to_rfc3339(time.time, time.offset);
}

void append_person(std::string& out, const char* label, const git_signature* person, const char* date_label) {
  if (person == nullptr) return;
  out += std::string(label) + person->name + " <" + person->email + ">\n";
  out += std::string(date_label) + date_text(person->when) + "\n";
}

void append_message(std::string& out, std::string_view message) {
  while (message.ends_with('\n')) message.remove_suffix(1);
  out += '\n';
  while (!message.empty()) {
    out += "    ";
    (out += take_line(message)) += '\n';
  }
  out += '\n';
}

struct DiffText {
  std::string* out;
  std::size_t room = diff_bytes_max;
};

int append_diff_line(const git_diff_delta*, const git_diff_hunk*, const git_diff_line* line, void* into) {
  DiffText& text = *static_cast<DiffText*>(into);
  const bool marked = line->origin == GIT_DIFF_LINE_CONTEXT || line->origin == GIT_DIFF_LINE_ADDITION ||
                      line->origin == GIT_DIFF_LINE_DELETION;
  // The names of all files are kept, even where there is no room for what changed in them.
  const bool names_file = line->origin == GIT_DIFF_LINE_FILE_HDR;
  if (!names_file && text.room < line->content_len + 1) return 0;
  if (marked) *text.out += line->origin;
  text.out->append(line->content, line->content_len);
  text.room -= std::min(text.room, line->content_len + 1);
  return 0;
}

/// What a commit changed against its first parent, or against nothing.
void append_diff(std::string& out, git_repository* repository, git_commit* commit) {
  git_tree *tree = nullptr, *parent_tree = nullptr;
  if (git_commit_tree(&tree, commit) != 0) return;
  const Tree held(tree);
  git_commit* parent = nullptr;
  if (git_commit_parentcount(commit) > 0 && git_commit_parent(&parent, commit, 0) == 0) {
    const Commit held_parent(parent);
    if (git_commit_tree(&parent_tree, parent) != 0) return;
  }
  const Tree held_parent_tree(parent_tree);
  git_diff_options options;
  git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
  options.max_size = 1 << 20;  // larger files count as binary
  git_diff* diff = nullptr;
  if (git_diff_tree_to_tree(&diff, repository, parent_tree, tree, &options) != 0) return;
  const Diff held_diff(diff);
  DiffText text{&out};
  git_diff_print(diff, GIT_DIFF_FORMAT_PATCH, append_diff_line, &text);
  if (!out.ends_with('\n')) out += '\n';
}

void append_commit(std::string& out, git_repository* repository, git_commit* commit) {
  out += "commit " + hash_text(*git_commit_id(commit)) + "\n";
  const unsigned parents = git_commit_parentcount(commit);
  if (parents > 1) {
    out += "Merge:";
    for (unsigned i = 0; i < parents; ++i) out += " " + hash_text(*git_commit_parent_id(commit, i)).substr(0, 12);
    out += '\n';
  }
  append_person(out, "Author:     ", git_commit_author(commit), "AuthorDate: ");
  append_person(out, "Commit:     ", git_commit_committer(commit), "CommitDate: ");
  const char* message = git_commit_message(commit);
  append_message(out, message == nullptr ? "" : message);
  append_diff(out, repository, commit);
  out += '\n';
}

struct Chosen {
  std::vector<git_oid> commits;  ///< newest first
  std::size_t left_out = 0;
  std::int64_t newest = 0;
};

Result<Chosen> choose_commits(git_repository* repository, const std::string& path, const HistoryOptions& options) {
  git_revwalk* made = nullptr;
  if (git_revwalk_new(&made, repository) != 0) return std::unexpected(trouble(path));
  const Walk walk(made);
  git_revwalk_sorting(made, GIT_SORT_TIME);
  if (git_revwalk_push_head(made) != 0) return std::unexpected(trouble(path));
  Chosen chosen;
  git_oid id;
  std::int64_t oldest = options.since ? *options.since / one_second - days_before * day_seconds : 0;
  for (std::size_t n = 0; n < commits_walked_max && git_revwalk_next(&id, made) == 0; ++n) {
    git_commit* found = nullptr;
    if (git_commit_lookup(&found, repository, &id) != 0) continue;
    const Commit commit(found);
    const std::int64_t time = git_commit_time(found);
    if (options.until && time > *options.until / one_second) continue;
    if (chosen.commits.empty()) {
      chosen.newest = time;
      if (!options.since) oldest = time - days_before * day_seconds;
    }
    if (time < oldest) break;
    if (chosen.commits.size() < options.commits_max) {
      chosen.commits.push_back(id);
    } else {
      ++chosen.left_out;
    }
  }
  return chosen;
}

}  // namespace

bool is_repository(const std::string& path) {
  if (!libgit2.is_there()) return false;
  const Library library;
  git_repository* found = nullptr;
  const int error = git_repository_open_ext(&found, path.c_str(), GIT_REPOSITORY_OPEN_NO_SEARCH, nullptr);
  const Repository held(found);
  return error == 0;
}

Result<NamedSource> read_repository(const std::string& path, const HistoryOptions& options) {
  const Library library;
  git_repository* found = nullptr;
  if (git_repository_open_ext(&found, path.c_str(), GIT_REPOSITORY_OPEN_NO_SEARCH, nullptr) != 0)
    return std::unexpected(trouble(path));
  const Repository repository(found);
  const auto chosen = choose_commits(found, path, options);
  if (!chosen) return std::unexpected(chosen.error());
  std::string text;
  if (chosen->left_out > 0)
    text = "# " + std::to_string(chosen->left_out) + " older commits of the same time were left out\n";
  for (const git_oid& id : chosen->commits) {
    git_commit* commit = nullptr;
    if (git_commit_lookup(&commit, found, &id) != 0) continue;
    const Commit held(commit);
    append_commit(text, found, commit);
  }
  return NamedSource{path, chosen->newest, std::make_shared<HeldBytes>(std::move(text))};
}

}  // namespace afterword
