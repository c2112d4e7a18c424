# A room is one folder of src/ and one static library. What a room may include is said in ARCHITECTURE.md and proven by
# a test; what it links is said here, in src/CMakeLists.txt.

add_library(afterword_options INTERFACE)
target_include_directories(afterword_options INTERFACE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/include)
target_compile_options(afterword_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
                                                   -Wnon-virtual-dtor -Werror)

# One precompiled header of standard headers for all rooms: they are most of what a small file costs to compile.
file(WRITE ${CMAKE_BINARY_DIR}/pch_source.cpp "")
add_library(afterword_pch OBJECT ${CMAKE_BINARY_DIR}/pch_source.cpp)
target_link_libraries(afterword_pch PUBLIC afterword_options)
set(afterword_pch_headers <algorithm> <array> <charconv> <cstdint> <cstring> <expected> <functional> <map> <memory> <optional>
                          <span> <string> <string_view> <unordered_map> <utility> <vector>)
target_precompile_headers(afterword_pch PRIVATE ${afterword_pch_headers})

# A precompiled header holds the folder it was made in, and CMake names its source by an absolute path: either would keep
# ccache from knowing in a second checkout (CI's, another worktree's) what the first one has compiled. So the path goes, and
# ccache is told by a sum what the header is made of: see pch_external_checksum in its manual, and CMakePresets.json.
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  set(CMAKE_CXX_COMPILE_OPTIONS_USE_PCH -Xclang -include-pch -Xclang <PCH_FILE>)
  string(SHA256 afterword_pch_sum "${CMAKE_CXX_COMPILER_VERSION} ${CMAKE_CXX_FLAGS} ${CMAKE_BUILD_TYPE} ${afterword_pch_headers}")
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/CMakeFiles/afterword_pch.dir/cmake_pch.hxx.pch.sum
       CONTENT "${afterword_pch_sum}\n")
endif()

# The rooms that every document goes through when it is checked or put on a site, and the one that every line of a log
# does, are compiled by what ran how often (script/profile makes the profiles anew). What has changed since then is
# compiled as if there were none, so an old profile costs speed and nothing else. Functions of one file are known by its
# path as the compiler is given it, and ccache makes that relative to the build folder: without ccache they go without a
# profile.
foreach(room text moment document postmortem check)
  set(afterword_profile_of_${room} ${PROJECT_SOURCE_DIR}/bench/check.profdata)
endforeach()
foreach(room archive search render site workspace)
  set(afterword_profile_of_${room} ${PROJECT_SOURCE_DIR}/bench/site.profdata)
endforeach()
set(afterword_profile_of_evidence ${PROJECT_SOURCE_DIR}/bench/evidence.profdata)
option(AFTERWORD_PROFILE "build a program that counts what runs, for script/profile" OFF)
if(AFTERWORD_PROFILE)
  add_link_options(-fprofile-generate)
endif()

# Compiles a room by its profile, if it has one.
function(afterword_use_profile room sources)
  set(profile ${afterword_profile_of_${room}})
  if(NOT profile)
    return()
  endif()
  if(AFTERWORD_PROFILE)
    target_compile_options(afterword_${room} PRIVATE -fprofile-generate)
  elseif(CMAKE_BUILD_TYPE STREQUAL "Release" AND CMAKE_CXX_COMPILER_ID STREQUAL "Clang"
         AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 19 AND EXISTS ${profile})
    file(RELATIVE_PATH from_build ${CMAKE_BINARY_DIR} ${profile})  # no folder of one checkout
    target_compile_options(afterword_${room} PRIVATE -fprofile-use=${from_build} -Wno-profile-instr-out-of-date
                                                     -Wno-profile-instr-unprofiled -Wno-backend-plugin)
    set_property(SOURCE ${sources} APPEND PROPERTY OBJECT_DEPENDS ${profile})
  endif()
endfunction()

# afterword_room(NAME [rooms and libraries it links])
function(afterword_room name)
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.cpp ${PROJECT_SOURCE_DIR}/src/${name}/*/*.cpp)
  add_library(afterword_${name} STATIC ${sources})
  target_link_libraries(afterword_${name} PUBLIC afterword_options ${ARGN})
  target_precompile_headers(afterword_${name} REUSE_FROM afterword_pch)
  afterword_use_profile(${name} "${sources}")
endfunction()

# afterword_embed_pages(ROOM FOLDER FILE): builds the Markdown pages of a folder into a room, as the generated source FILE.
function(afterword_embed_pages room folder file)
  file(GLOB pages CONFIGURE_DEPENDS ${folder}/*.md)
  set(script ${PROJECT_SOURCE_DIR}/cmake/embed_pages.cmake)
  # A page that is taken away makes nothing newer, so the list of pages is a dependency too.
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/${file}.list CONTENT "${pages}
")
  add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/${file}
    COMMAND ${CMAKE_COMMAND} -DFOLDER=${folder} -DOUT=${CMAKE_BINARY_DIR}/${file} -P ${script}
    DEPENDS ${pages} ${script} ${CMAKE_BINARY_DIR}/${file}.list VERBATIM)
  target_sources(afterword_${room} PRIVATE ${CMAKE_BINARY_DIR}/${file})
endfunction()

# afterword_embed_formats(ROOM FOLDER FILE): builds the notations of logs in a folder into a room, likewise.
function(afterword_embed_formats room folder file)
  file(GLOB formats CONFIGURE_DEPENDS ${folder}/*.format)
  set(script ${PROJECT_SOURCE_DIR}/cmake/embed_formats.cmake)
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/${file}.list CONTENT "${formats}
")
  add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/${file}
    COMMAND ${CMAKE_COMMAND} -DFOLDER=${folder} -DOUT=${CMAKE_BINARY_DIR}/${file} -P ${script}
    DEPENDS ${formats} ${script} ${CMAKE_BINARY_DIR}/${file}.list VERBATIM)
  target_sources(afterword_${room} PRIVATE ${CMAKE_BINARY_DIR}/${file})
endfunction()

# afterword_embed_script(ROOM SCRIPT FILE): builds a script for browsers into a room, likewise.
function(afterword_embed_script room script_file file)
  set(script ${PROJECT_SOURCE_DIR}/cmake/embed_script.cmake)
  add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/${file}
    COMMAND ${CMAKE_COMMAND} -DSCRIPT=${script_file} -DOUT=${CMAKE_BINARY_DIR}/${file} -P ${script}
    DEPENDS ${script_file} ${script} VERBATIM)
  target_sources(afterword_${room} PRIVATE ${CMAKE_BINARY_DIR}/${file})
endfunction()

# afterword_late_library(ROOM MACRO LIBRARY INCLUDES...): the room loads a shared library itself, when it is first wanted
# (evidence/late_library.h). MACRO becomes the name that the dynamic linker knows the library by.
function(afterword_late_library room macro library)
  execute_process(COMMAND ${CMAKE_READELF} -d ${library} OUTPUT_VARIABLE dynamic COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCH "Library soname: \\[([^]]+)\\]" found "${dynamic}")
  if(NOT found)
    message(FATAL_ERROR "${library} says no name to load it by")
  endif()
  target_compile_definitions(afterword_${room} PRIVATE ${macro}="${CMAKE_MATCH_1}")
  target_include_directories(afterword_${room} SYSTEM PRIVATE ${ARGN})
endfunction()

# afterword_make_lexicon(ROOM FILE): the tables of the lexicon, as the generated source FILE of a room.
function(afterword_make_lexicon room file)
  add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/${file} COMMAND make_lexicon ${CMAKE_BINARY_DIR}/${file}
    DEPENDS make_lexicon VERBATIM)
  target_sources(afterword_${room} PRIVATE ${CMAKE_BINARY_DIR}/${file})
endfunction()

# afterword_draw_glyphs(ROOM FILE): letters of Debian's fonts, drawn now, as the generated source FILE of a room. Caladea is a
# book face like that of the pages; DejaVu has what it lacks, and stands in where it is not installed.
function(afterword_draw_glyphs room file)
  set(dejavu /usr/share/fonts/truetype/dejavu)
  foreach(weight Bold Regular)
    find_file(AFTERWORD_FONT_${weight} NAMES Caladea-${weight}.ttf PATHS /usr/share/fonts/truetype/crosextra NO_DEFAULT_PATH)
  endforeach()
  set(other_bold ${dejavu}/DejaVuSerif-Bold.ttf)
  set(other_regular ${dejavu}/DejaVuSerif.ttf)
  set(bold ${AFTERWORD_FONT_Bold})
  set(regular ${AFTERWORD_FONT_Regular})
  if(NOT bold OR NOT regular)
    set(bold ${other_bold})
    set(regular ${other_regular})
  endif()
  add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/${file}
    COMMAND make_glyphs ${CMAKE_BINARY_DIR}/${file} ${bold} ${regular} ${other_bold} ${other_regular}
    DEPENDS make_glyphs VERBATIM)
  set_source_files_properties(${CMAKE_BINARY_DIR}/${file} PROPERTIES COMPILE_OPTIONS -Wno-overlength-strings)
  target_sources(afterword_${room} PRIVATE ${CMAKE_BINARY_DIR}/${file})
endfunction()
