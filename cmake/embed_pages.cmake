# Writes one C++ file that holds every page of a folder as a string, sorted by name, so that `explain` needs no disk.
# Run as a script: cmake -DFOLDER=docs/rules -DOUT=rule_pages.cpp -P embed_pages.cmake
file(GLOB pages ${FOLDER}/*.md)
list(FILTER pages EXCLUDE REGEX "/README\\.md$")  # the table of all rules, for people
list(SORT pages)
set(rows "")
set(count 0)
foreach(page IN LISTS pages)
  get_filename_component(name ${page} NAME_WE)
  file(READ ${page} text)
  string(APPEND rows "    {\"${name}\", R\"AWPAGE(${text})AWPAGE\"},\n")
  math(EXPR count "${count} + 1")
endforeach()
file(WRITE ${OUT} "#include \"check/rule_pages.h\"\n\nnamespace afterword {\n\nstd::span<const RulePage> all_rule_pages() {\n"
  "  static constexpr RulePage pages[] = {\n${rows}  };\n  return pages;\n}\n\n}  // namespace afterword\n")
