#include "connect/git_people.h"

#include <git2.h>

#include "evidence/late_library.h"

namespace afterword {
namespace {

constexpr std::size_t commits_walked_max = 50'000;

constinit const LateLibrary libgit2(AFTERWORD_LIBGIT2);
AFTERWORD_LATE(libgit2, git_commit_author);
AFTERWORD_LATE(libgit2, git_commit_free);
AFTERWORD_LATE(libgit2, git_commit_lookup);
AFTERWORD_LATE(libgit2, git_commit_parent);
AFTERWORD_LATE(libgit2, git_commit_parentcount);
AFTERWORD_LATE(libgit2, git_commit_tree);
AFTERWORD_LATE(libgit2, git_config_free);
AFTERWORD_LATE(libgit2, git_config_get_string);
AFTERWORD_LATE(libgit2, git_config_open_default);
AFTERWORD_LATE(libgit2, git_config_snapshot);
AFTERWORD_LATE(libgit2, git_libgit2_init);
AFTERWORD_LATE(libgit2, git_libgit2_opts);
AFTERWORD_LATE(libgit2, git_libgit2_shutdown);
AFTERWORD_LATE(libgit2, git_oid_equal);
AFTERWORD_LATE(libgit2, git_repository_config_snapshot);
AFTERWORD_LATE(libgit2, git_repository_free);
AFTERWORD_LATE(libgit2, git_repository_open_ext);
AFTERWORD_LATE(libgit2, git_repository_workdir);
AFTERWORD_LATE(libgit2, git_revwalk_free);
AFTERWORD_LATE(libgit2, git_revwalk_new);
AFTERWORD_LATE(libgit2, git_revwalk_next);
AFTERWORD_LATE(libgit2, git_revwalk_push_head);
AFTERWORD_LATE(libgit2, git_revwalk_sorting);
AFTERWORD_LATE(libgit2, git_tree_entry_bypath);
AFTERWORD_LATE(libgit2, git_tree_entry_free);
AFTERWORD_LATE(libgit2, git_tree_entry_id);
AFTERWORD_LATE(libgit2, git_tree_free);

struct Freed {
  void operator()(git_repository* thing) const { git_repository_free(thing); }
  void operator()(git_config* thing) const { git_config_free(thing); }
  void operator()(git_revwalk* thing) const { git_revwalk_free(thing); }
  void operator()(git_commit* thing) const { git_commit_free(thing); }
  void operator()(git_tree* thing) const { git_tree_free(thing); }
  void operator()(git_tree_entry* thing) const { git_tree_entry_free(thing); }
};
using Repository = std::unique_ptr<git_repository, Freed>;
using Config = std::unique_ptr<git_config, Freed>;
using Walk = std::unique_ptr<git_revwalk, Freed>;
using Commit = std::unique_ptr<git_commit, Freed>;
using Tree = std::unique_ptr<git_tree, Freed>;
using Entry = std::unique_ptr<git_tree_entry, Freed>;

class Library {
 public:
  Library() {
    git_libgit2_init();
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);  // only names are read, and nothing is run
  }
  ~Library() { git_libgit2_shutdown(); }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
};

Repository open_around(const std::string& folder) {
  git_repository* found = nullptr;
  return Repository(git_repository_open_ext(&found, folder.c_str(), 0, nullptr) == 0 ? found : nullptr);
}

std::string read_value(git_config* config, const char* key) {
  const char* value = nullptr;
  return git_config_get_string(&value, config, key) == 0 && value != nullptr ? value : "";
}

std::string written(const std::string& name, const std::string& email) {
  if (email.empty()) return name;
  return name.empty() ? email : name + " <" + email + ">";
}

/// The object of a path in a commit; nothing where it has none.
std::optional<git_oid> object_at(git_commit* commit, const std::string& path) {
  git_tree* tree = nullptr;
  if (git_commit_tree(&tree, commit) != 0) return std::nullopt;
  const Tree held(tree);
  git_tree_entry* entry = nullptr;
  if (git_tree_entry_bypath(&entry, tree, path.c_str()) != 0) return std::nullopt;
  const Entry held_entry(entry);
  return *git_tree_entry_id(entry);
}

bool is_changed_by(git_commit* commit, const std::string& path) {
  const unsigned parents = git_commit_parentcount(commit);
  if (parents > 1) return false;
  const std::optional<git_oid> here = object_at(commit, path);
  if (!here || parents == 0) return here.has_value();
  git_commit* parent = nullptr;
  if (git_commit_parent(&parent, commit, 0) != 0) return false;  // beyond a shallow clone: not known to be theirs
  const Commit held(parent);
  const std::optional<git_oid> before = object_at(parent, path);
  return !before || git_oid_equal(&*here, &*before) == 0;
}

}  // namespace

std::optional<std::string> find_git_identity(const std::string& folder) {
  if (!libgit2.is_there()) return std::nullopt;
  const Library library;
  const Repository repository = open_around(folder);
  git_config *made = nullptr, *snapshot = nullptr;
  if (repository != nullptr) {
    if (git_repository_config_snapshot(&snapshot, repository.get()) != 0) return std::nullopt;
  } else if (git_config_open_default(&made) != 0 || git_config_snapshot(&snapshot, made) != 0) {
    return std::nullopt;
  }
  const Config held_made(made), held(snapshot);
  const std::string out = written(read_value(snapshot, "user.name"), read_value(snapshot, "user.email"));
  return out.empty() ? std::nullopt : std::optional(out);
}

std::vector<std::string> find_git_authors(const std::string& path) {
  std::vector<std::string> out;
  if (!libgit2.is_there()) return out;
  const Library library;
  const Repository repository = open_around(path.substr(0, path.rfind('/') + 1));
  const char* top = repository == nullptr ? nullptr : git_repository_workdir(repository.get());
  if (top == nullptr || !path.starts_with(top)) return out;
  const std::string inside = path.substr(std::string_view(top).size());
  git_revwalk* made = nullptr;
  if (git_revwalk_new(&made, repository.get()) != 0) return out;
  const Walk walk(made);
  git_revwalk_sorting(made, GIT_SORT_TIME);
  if (git_revwalk_push_head(made) != 0) return out;
  git_oid id;
  for (std::size_t n = 0; n < commits_walked_max && git_revwalk_next(&id, made) == 0; ++n) {
    git_commit* found = nullptr;
    if (git_commit_lookup(&found, repository.get(), &id) != 0) continue;
    const Commit commit(found);
    if (!is_changed_by(found, inside)) continue;
    const git_signature* author = git_commit_author(found);
    if (author == nullptr) continue;
    const std::string person = written(author->name, author->email);
    if (!person.empty() && std::find(out.begin(), out.end(), person) == out.end()) out.push_back(person);
  }
  return out;
}

}  // namespace afterword
