# SPDX-License-Identifier: Apache-2.0
# crd_generate(TARGET t CRDS FILE-OR-FOLDER... PREFIX p
#              [RENAME file] [DOCS none|brief|full] [OUT_DIR dir] [OUT_VAR v]
#              [EXPORT_MACRO macro] [NO_UNKNOWN] [STATIC_RUNTIME | RUNTIME target]
#              [UNITS name...] [DEPENDS file-or-folder...])
#
# Generates C for CRDs at build time with `crdc c` and adds it to t, an existing target or else a new
# static library; t's users get the headers' folder and libcrd (STATIC_RUNTIME: its archive; RUNTIME: a
# target that stands for it, for projects that hold the runtime themselves). v gets the generated files.
# A shared library t hides the generated symbols; with EXPORT_MACRO it shows them. NO_UNKNOWN: structs
# without `extra`.
#
# The tool: the variable CRD_TOOL, else the imported or in-tree crdc, which in a cross build is a program
# of another machine: there it is CRD_TOOL or the crdc of PATH. Outputs are exact: asked of the tool
# when CMake configures, and again when a CRD changes. Where the tool is only built with the project,
# UNITS names them (GROUP_VERSION, dots as underscores). DEPENDS: what the CRDs refer to (shapes of the
# compact form). Files that do not change keep their time, so only what changed is compiled.
function(crd_generate)
  cmake_parse_arguments(G "STATIC_RUNTIME;NO_UNKNOWN"
    "TARGET;PREFIX;RENAME;DOCS;OUT_DIR;OUT_VAR;EXPORT_MACRO;RUNTIME" "CRDS;UNITS;DEPENDS" ${ARGN})
  if(NOT G_TARGET OR NOT G_CRDS OR NOT G_PREFIX OR G_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "crd_generate: needs TARGET, CRDS and PREFIX; not known: "
      "'${G_UNPARSED_ARGUMENTS}'")
  endif()
  if(NOT G_OUT_DIR)
    set(G_OUT_DIR "${CMAKE_CURRENT_BINARY_DIR}/${G_TARGET}-crds")
  endif()
  get_filename_component(G_OUT_DIR "${G_OUT_DIR}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_BINARY_DIR}")

  # what the output depends on: files as they are, the files of folders
  set(operands)
  set(inputs)
  foreach(crd IN LISTS G_CRDS)
    get_filename_component(crd "${crd}" ABSOLUTE)
    list(APPEND operands "${crd}")
  endforeach()
  foreach(crd IN LISTS G_CRDS G_DEPENDS)
    get_filename_component(crd "${crd}" ABSOLUTE)
    if(IS_DIRECTORY "${crd}")
      file(GLOB_RECURSE found CONFIGURE_DEPENDS "${crd}/*.yaml" "${crd}/*.yml" "${crd}/*.json")
      list(APPEND inputs ${found})
    else()
      list(APPEND inputs "${crd}")
    endif()
  endforeach()
  set(options --prefix ${G_PREFIX})
  if(G_DOCS)
    list(APPEND options --docs ${G_DOCS})
  endif()
  if(G_EXPORT_MACRO)
    list(APPEND options --export ${G_EXPORT_MACRO})
  endif()
  if(G_NO_UNKNOWN)
    list(APPEND options --no-unknown)
  endif()
  if(G_RENAME)
    get_filename_component(G_RENAME "${G_RENAME}" ABSOLUTE)
    list(APPEND options --rename "${G_RENAME}")
    list(APPEND inputs "${G_RENAME}")
  endif()

  set(outputs)
  if(G_UNITS)
    foreach(unit IN LISTS G_UNITS)
      list(APPEND outputs "${G_OUT_DIR}/${unit}.h" "${G_OUT_DIR}/${unit}.c")
    endforeach()
  endif()
  if(CRD_TOOL)
    get_filename_component(tool "${CRD_TOOL}" ABSOLUTE BASE_DIR "${CMAKE_BINARY_DIR}")
    set(tool_now "${tool}")
  elseif(TARGET crd::crdc AND NOT CMAKE_CROSSCOMPILING)
    set(tool crd::crdc)
    get_target_property(imported crd::crdc IMPORTED)
    if(imported)
      get_target_property(tool_now crd::crdc LOCATION)
    endif()
  else()
    find_program(CRD_TOOL crdc NO_CMAKE_FIND_ROOT_PATH NO_CMAKE_PATH NO_CMAKE_SYSTEM_PATH NO_PACKAGE_ROOT_PATH
      DOC "crdc for the machine that builds")
    if(NOT CRD_TOOL)
      message(FATAL_ERROR "crd_generate: no crdc that runs on this machine; set CRD_TOOL to one")
    endif()
    set(tool "${CRD_TOOL}")
    set(tool_now "${CRD_TOOL}")
  endif()
  if(NOT outputs)
    if(NOT tool_now)
      message(FATAL_ERROR "crd_generate: crdc is built with this project: name the UNITS")
    endif()
    execute_process(
      COMMAND "${tool_now}" c --out "${G_OUT_DIR}" --list-outputs ${options} ${operands}
      OUTPUT_VARIABLE listed ERROR_VARIABLE problem RESULT_VARIABLE status
      OUTPUT_STRIP_TRAILING_WHITESPACE)
    if(NOT status EQUAL 0)
      message(FATAL_ERROR "crd_generate: ${tool_now} c --list-outputs: ${status}\n${problem}")
    endif()
    string(REPLACE "\n" ";" outputs "${listed}")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${inputs})
  endif()

  # the stamp is always new, the files only when they changed
  set(stamp "${G_OUT_DIR}/${G_TARGET}.stamp")
  add_custom_command(
    OUTPUT "${stamp}"
    BYPRODUCTS ${outputs}
    COMMAND "${CMAKE_COMMAND}" -E make_directory "${G_OUT_DIR}"
    COMMAND ${tool} c --out "${G_OUT_DIR}" ${options} ${operands}
    COMMAND "${CMAKE_COMMAND}" -E touch "${stamp}"
    DEPENDS ${inputs} ${tool}
    COMMENT "crdc c: ${G_TARGET}"
    VERBATIM)
  add_custom_target(${G_TARGET}-crds DEPENDS "${stamp}")
  if(NOT TARGET ${G_TARGET})
    add_library(${G_TARGET} STATIC)
  endif()
  set_source_files_properties(${outputs} DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}"
    TARGET_DIRECTORY ${G_TARGET} PROPERTIES GENERATED ON)
  target_sources(${G_TARGET} PRIVATE ${outputs})
  add_dependencies(${G_TARGET} ${G_TARGET}-crds)
  target_include_directories(${G_TARGET} PUBLIC "$<BUILD_INTERFACE:${G_OUT_DIR}>")
  if(G_RUNTIME)
    target_link_libraries(${G_TARGET} PUBLIC ${G_RUNTIME})
  elseif(G_STATIC_RUNTIME)
    target_link_libraries(${G_TARGET} PUBLIC crd::crd-static)
  else()
    target_link_libraries(${G_TARGET} PUBLIC crd::crd)
  endif()
  if(G_OUT_VAR)
    set(${G_OUT_VAR} ${outputs} PARENT_SCOPE)
  endif()
endfunction()
