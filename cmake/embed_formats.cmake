# Writes one C++ file that holds every format file as a string, sorted by name, so that `gather` needs no files of its own.
# Run as a script: cmake -DFOLDER=formats -DOUT=format_files.cpp -P embed_formats.cmake
file(GLOB files ${FOLDER}/*.format)
list(SORT files)
set(rows "")
foreach(path IN LISTS files)
  get_filename_component(name ${path} NAME_WE)
  file(READ ${path} text)
  string(APPEND rows "    {\"${name}\", R\"AWFORMAT(${text})AWFORMAT\"},\n")
endforeach()
file(WRITE ${OUT} "#include \"evidence/formats.h\"\n\nnamespace afterword {\n\nstd::span<const FormatFile> all_format_files() {\n"
  "  static constexpr FormatFile files[] = {\n${rows}  };\n  return files;\n}\n\n}  // namespace afterword\n")
