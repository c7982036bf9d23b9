# SPDX-License-Identifier: Apache-2.0
# fg_room(NAME SOURCES... [DEPS rooms or libraries...]): one static library a room.
# fg_program(TARGET), fg_test_program(TARGET): how a program is linked.
# fg_unit(NAME SOURCES... [DEPS rooms...]): one test program a room, run by ctest as unit-NAME.

add_library(fg_flags INTERFACE)
target_compile_options(fg_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith
  -Wcast-qual -Wwrite-strings -Wvla -Wformat=2 -Wundef -Wno-unused-parameter
  -fno-common -fvisibility=hidden)
target_compile_definitions(fg_flags INTERFACE _GNU_SOURCE)
if(FG_WERROR)
  target_compile_options(fg_flags INTERFACE -Werror)
endif()
if(FG_SANITIZE)
  target_compile_options(fg_flags INTERFACE -fsanitize=${FG_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(fg_flags INTERFACE -fsanitize=${FG_SANITIZE})
  if(FG_SANITIZE MATCHES "undefined")
    target_compile_options(fg_flags INTERFACE -fno-sanitize-recover=undefined)
  endif()
endif()
if(FG_COVERAGE)
  # counters are added atomically: tests with threads would otherwise lose counts, even below zero
  target_compile_options(fg_flags INTERFACE --coverage -fprofile-update=atomic -O0)
  target_link_options(fg_flags INTERFACE --coverage)
endif()
if(FG_FUZZ)
  target_compile_options(fg_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(FG_HARDEN)
  target_compile_options(fg_flags INTERFACE
    -fPIE -fstack-protector-strong -fstack-clash-protection -fcf-protection)
  target_compile_definitions(fg_flags INTERFACE $<$<NOT:$<CONFIG:Debug>>:_FORTIFY_SOURCE=2>)
  target_link_options(fg_flags INTERFACE -pie -Wl,-z,relro,-z,now,-z,noexecstack)
endif()
function(fg_room NAME)
  cmake_parse_arguments(R "" "" "SOURCES;DEPS" ${ARGN})
  add_library(room-${NAME} STATIC ${R_SOURCES})
  target_include_directories(room-${NAME} PUBLIC
    "${PROJECT_SOURCE_DIR}/codegen/runtime" "${PROJECT_SOURCE_DIR}/webhook")
  target_link_libraries(room-${NAME} PUBLIC fg_flags)
  set_target_properties(room-${NAME} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  if(FG_LTO)
    target_compile_options(room-${NAME} PRIVATE -flto=auto -ffat-lto-objects)
  endif()
  foreach(dep IN LISTS R_DEPS)
    if(TARGET room-${dep})
      target_link_libraries(room-${NAME} PUBLIC room-${dep})
    else()
      target_link_libraries(room-${NAME} PUBLIC ${dep})
    endif()
  endforeach()
endfunction()

# With FG_LTO the rooms' objects hold both forms; fg_program(TARGET) is for programs that are shipped
# or measured, fg_test_program(TARGET) for the others, which shall link quickly.
function(fg_program TARGET)
  if(FG_LTO)
    target_link_options(${TARGET} PRIVATE -flto=auto)
  endif()
endfunction()

function(fg_test_program TARGET)
  if(FG_LTO)
    target_link_options(${TARGET} PRIVATE -fno-lto)
  endif()
endfunction()

function(fg_unit NAME)
  cmake_parse_arguments(U "" "" "SOURCES;DEPS" ${ARGN})
  add_executable(unit-${NAME} ${U_SOURCES})
  target_link_libraries(unit-${NAME} PRIVATE test-harness)
  fg_test_program(unit-${NAME})
  target_compile_definitions(unit-${NAME} PRIVATE
    FG_SOURCE_DIR="${PROJECT_SOURCE_DIR}" FG_SHARED_DIR="${FG_SHARED_DIR}")
  foreach(dep IN LISTS U_DEPS)
    if(TARGET room-${dep})
      target_link_libraries(unit-${NAME} PRIVATE room-${dep})
    else()
      target_link_libraries(unit-${NAME} PRIVATE ${dep})
    endif()
  endforeach()
  set_target_properties(unit-${NAME} PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/tests")
  add_test(NAME unit-${NAME} COMMAND unit-${NAME})
  set_tests_properties(unit-${NAME} PROPERTIES LABELS unit TIMEOUT 600)
endfunction()
