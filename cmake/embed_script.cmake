# Writes one C++ file that holds a script as a string, without comments and indentation. A comment stands on lines of its own.
# Run as a script: cmake -DSCRIPT=site_search.js -DOUT=site_search_script.cpp -P embed_script.cmake
file(READ ${SCRIPT} text)
string(REGEX REPLACE "/\\*[^*]*\\*/\n" "" text "${text}")
string(REGEX REPLACE "\n +" "\n" text "${text}")
file(WRITE ${OUT} "#include \"search/site_files.h\"\n\nnamespace afterword {\n\nstd::string_view site_search_script() {\n"
  "  return R\"AWPAGE(${text})AWPAGE\";\n}\n\n}  // namespace afterword\n")
