#include <algorithm>

#include "cli/commands.h"
#include "cli/secrets.h"
#include "connect/curl_web.h"
#include "dispatch/blog.h"
#include "dispatch/patient_web.h"
#include "workspace/find_settings.h"
#include "workspace/json_text.h"
#include "workspace/paths.h"
#include "workspace/pictures.h"
#include "workspace/workspace.h"

namespace afterword {
namespace {

Error usage_error(std::string message, std::string help) {
  return Error{ErrorKind::usage, std::move(message), {}, std::move(help)};
}

std::string setting(const Settings& settings, std::string_view key) {
  const auto found = settings.services.find(key);
  return found == settings.services.end() ? std::string() : found->second;
}

class PublishCommand {
 public:
  explicit PublishCommand(Door& door) : door_(door), path_(door.request.arguments.front()) {}

  ExitCode run() {
    if (const Result<void> good = prepare(); !good) return door_.fail(good.error());
    if (post_.pictures_left_out > 0 && kind_ != "folder")
      door_.note(std::to_string(post_.pictures_left_out) + (post_.pictures_left_out == 1
                                                                ? " picture is left out: a word stands for it"
                                                                : " pictures are left out: a word stands for each"));
    if (kind_ == "html") return write_out(post_.html);
    return kind_ == "folder" ? to_folder() : to_blog();
  }

 private:
  Result<void> prepare() {
    const Request& request = door_.request;
    SettingsFinder finder(door_.disk, Door::working_folder(), Door::user_settings_file(), {});
    const auto settings = finder.settings_for_file(path_);
    if (!settings) return std::unexpected(settings.error());
    kind_ = request.get("--to", setting(**settings, "publish.to"));
    if (kind_.empty())
      return std::unexpected(usage_error("nothing says where to publish",
                                         "write --to folder, html, forem, wordpress or ghost, or `to` "
                                         "under [publish] into .afterword.toml"));
    const bool same = kind_ == setting(**settings, "publish.to") || setting(**settings, "publish.to").empty();
    if (same || kind_ == "folder") address_ = setting(**settings, "publish.address");
    folder_ = request.get("--output", setting(**settings, "publish.folder"));
    if (!request.has("--output") && !folder_.empty() && !folder_.starts_with('/') && !(*settings)->origin.empty())
      folder_ = join_path(folder_of((*settings)->origin), folder_);
    Result<std::string> bytes = door_.disk.read_file(path_);
    if (!bytes) return std::unexpected(bytes.error());
    bytes_ = *bytes;
    const auto postmortem = read(std::move(*bytes), path_, (*settings)->reading);
    PictureLoader pictures(door_.disk, path_, Door::working_folder(), std::size_t{1} << 20U);
    PostOptions options;
    options.reading = (*settings)->reading;
    options.load_image = [&](std::string_view path) { return pictures.load(path); };
    Result<Post> post = make_post(*postmortem, **settings, options);
    if (!post) return std::unexpected(post.error());
    post_ = std::move(*post);
    known_ = publications_of(*postmortem);
    return {};
  }

  /// What is recorded of this place: an address that begins with `base`.
  [[nodiscard]] const Publication* known_at(const std::string& base) const {
    const auto found = std::find_if(known_.begin(), known_.end(), [&](const Publication& one) {
      return !base.empty() && one.url.starts_with(base) &&
             (one.url.size() == base.size() || one.url[base.size()] == '/');
    });
    return found == known_.end() ? nullptr : &*found;
  }

  [[nodiscard]] Publication publication(std::string url) const {
    Publication out{std::move(url), {}, post_.hash};
    append_date(out.date, Door::today());
    return out;
  }

  /// That the address can be recorded is tried before anything is sent.
  Result<void> record(const Publication& publication, bool try_only) {
    const Result<std::string> changed = record_publication(bytes_, path_, publication);
    if (!changed) return std::unexpected(changed.error());
    if (try_only || *changed == bytes_) return {};
    return door_.disk.replace_file(path_, bytes_, *changed);
  }

  ExitCode tell(const Publication& publication, std::string_view what) {
    if (door_.request.has("--json"))
      door_.out.write("{\"schema\":\"afterword.publish/1\",\"path\":" + json_string(path_) +
                      ",\"what\":" + json_string(what) + ",\"url\":" + json_string(publication.url) +
                      ",\"date\":" + json_string(publication.date) + ",\"hash\":" + json_string(publication.hash) +
                      ",\"pictures_left_out\":" + std::to_string(kind_ == "folder" ? 0 : post_.pictures_left_out) +
                      "}\n");
    else
      door_.out.write(std::string(what) + ": " + publication.url + "\n");
    return ExitCode::clean;
  }

  ExitCode write_out(const std::string& bytes) {
    const std::string output = door_.request.get("--output", "-");
    if (output == "-") {
      door_.out.write(bytes);
      return ExitCode::clean;
    }
    const Result<void> done = door_.disk.write_file(output, bytes, Overwrite::yes);
    return done ? ExitCode::clean : door_.fail(done.error());
  }

  ExitCode to_folder() {
    if (folder_.empty())
      return door_.fail(
          usage_error("no folder is named", "write `folder` under [publish] into .afterword.toml, or -o FOLDER"));
    const std::optional<FileKind> there = door_.disk.kind_of(folder_);
    if (there && *there != FileKind::folder)
      return door_.fail(Error{ErrorKind::output, "this is no folder", folder_, "name another"});
    std::string base = address_.empty()
                           ? relative_path(Door::working_folder(), absolute_path(Door::working_folder(), folder_))
                           : address_;
    while (base.ends_with('/')) base.pop_back();
    // A page keeps its address when the title changes.
    const Publication* known = known_at(base);
    const std::string name = known != nullptr ? known->url.substr(known->url.rfind('/') + 1) : post_.slug + ".html";
    if (name.empty() || name.starts_with('.') || name.find_first_of("?#%\\") != std::string::npos)
      return door_.fail(
          Error{ErrorKind::input, "`" + name + "` is no name of a page", path_, "mend `published` in the report"});
    const Publication made = publication(base + "/" + name);
    if (door_.request.has("--dry-run")) {
      door_.out.write(join_path(folder_, name) + "\n\n" + post_.page + "\nnothing was written\n");
      return ExitCode::clean;
    }
    if (const Result<void> good = record(made, true); !good) return door_.fail(good.error());
    const std::string page = join_path(folder_, name);
    const Result<void> written = there ? door_.disk.write_file(page, post_.page, Overwrite::yes)
                                       : door_.disk.write_derived(page, post_.page);  // which makes the folder
    if (!written) return door_.fail(written.error());
    if (known != nullptr && known->hash == post_.hash) return tell(*known, "published as it is");
    if (const Result<void> done = record(made, false); !done) return door_.fail(done.error());
    return tell(made, known != nullptr ? "published anew" : "published");
  }

  ExitCode to_blog() {
    const Result<std::unique_ptr<Blog>> blog = make_blog(kind_, address_);
    if (!blog) return door_.fail(blog.error());
    const std::string& base = (*blog)->address();
    const Publication* known = known_at(base);
    if (door_.request.has("--dry-run")) {
      const WebRequest request = (*blog)->request_for(post_);
      std::string out = request.method + " " + request.url + "\n";
      for (const auto& [name, value] : request.headers) out += name + ": " + value + "\n";
      out += "\n" + request.body + "\n\n";
      if (known != nullptr)
        out += "written over " + known->url + (known->hash == post_.hash ? ", which is the same; " : "; ");
      door_.out.write(out + "nothing was sent\n");
      return ExitCode::clean;
    }
    if (known != nullptr && known->hash == post_.hash) return tell(*known, "published as it is");
    if (const Result<void> good = record(publication(known != nullptr ? known->url : base + "/x"), true); !good)
      return door_.fail(good.error());
    const Result<Tokens> tokens = read_tokens(door_);
    if (!tokens) return door_.fail(tokens.error());
    const Result<std::string> token = token_for(*tokens, base);
    if (!token) return door_.fail(token.error());
    SystemTime time;
    const Result<WebHeaders> secret = (*blog)->authorize(*token, time.now_s());
    if (!secret) return door_.fail(secret.error());
    constexpr int seconds_max = 60;
    HttpLimits limits;
    limits.all_seconds = seconds_max;
    limits.bytes_max = std::size_t{16} << 20U;
    CurlWeb curl(origin_of(base), *secret, limits);
    PatientWeb web(curl, time);
    Asked<std::string> url = (*blog)->publish(web, post_, known != nullptr ? known->url : std::string());
    if (!url) {
      Error error = url.error().error;
      if (url.error().unsure && kind_ == "forem" && known == nullptr)
        error.help = "it may be published all the same: look there before you publish again";
      return door_.fail(error);
    }
    if (known != nullptr && *url != known->url)
      door_.note("its address is another now; the old one stays in the report");
    if (const Result<void> done = record(publication(*url), false); !done) {
      door_.note("published at " + *url + ", but the report could not be written");
      return door_.fail(done.error());
    }
    return tell(publication(*url), known != nullptr ? "published anew" : "published");
  }

  Door& door_;
  std::string path_, kind_, address_, folder_, bytes_;
  Post post_;
  std::vector<Publication> known_;
};

}  // namespace

ExitCode run_publish(Door& door) {
  return PublishCommand(door).run();
}

}  // namespace afterword
