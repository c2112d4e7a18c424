// The floor under any checker of Markdown: md4c parses each file and renders HTML, on one thread, output thrown away.
// usage: md4c_floor DIR     (every *.md in DIR)
#include <dirent.h>
#include <fcntl.h>
#include <md4c-html.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <string>

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::string folder = argv[1];
  DIR* dir = opendir(folder.c_str());
  if (dir == nullptr) return 2;
  std::string bytes;
  std::size_t total = 0, documents = 0;
  while (const dirent* entry = readdir(dir)) {
    const std::string name = entry->d_name;
    if (!name.ends_with(".md")) continue;
    const int fd = open((folder + "/" + name).c_str(), O_RDONLY | O_CLOEXEC);
    struct stat status{};
    fstat(fd, &status);
    bytes.resize(static_cast<std::size_t>(status.st_size));
    const ssize_t n = read(fd, bytes.data(), bytes.size());
    close(fd);
    md_html(
        bytes.data(), static_cast<MD_SIZE>(n),
        [](const MD_CHAR*, MD_SIZE size, void* sum) { *static_cast<std::size_t*>(sum) += size; }, &total,
        MD_FLAG_TABLES | MD_FLAG_TASKLISTS | MD_FLAG_STRIKETHROUGH, 0);
    ++documents;
  }
  closedir(dir);
  std::printf("%zu documents, %zu bytes of HTML\n", documents, total);
}
