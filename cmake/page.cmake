# dragoman_embed_page(target): the page's files in the target, each compressed, as server::page_files() (src/server/page.h).
#
# They are those of web/dist, which `npm ci && npm run build` makes in web/ when npm is there; without npm a dist made elsewhere, and
# without that a page that says how to get the page. -DDRAGOMAN_PAGE=OFF leaves the page out.
set(DRAGOMAN_PAGE_SCRIPT "${CMAKE_CURRENT_LIST_FILE}")

if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
  # The files' names hold hashes and are known only now: all go into one source.
  file(GLOB_RECURSE paths RELATIVE "${FOLDER}" "${FOLDER}/*")
  list(SORT paths)
  list(FILTER paths EXCLUDE REGEX "\\.map$")
  file(REMOVE_RECURSE "${PACKED}")
  file(MAKE_DIRECTORY "${PACKED}")
  set(bytes "")
  set(declared "")
  set(listed "")
  set(number 0)
  foreach(path IN LISTS paths)
    set(packed "${PACKED}/${number}.gz")
    execute_process(COMMAND gzip -9 -n -c "${FOLDER}/${path}" OUTPUT_FILE "${packed}" COMMAND_ERROR_IS_FATAL ANY)
    file(SIZE "${packed}" size)
    string(APPEND bytes "        \".balign 64\\ndragoman_page_${number}:\\n.incbin \\\"${packed}\\\"\\n.byte 0\\n\"\n")
    string(APPEND declared "extern \"C\" const char dragoman_page_${number}[];\n")
    string(APPEND listed "      {\"${path}\", std::string_view(dragoman_page_${number}, ${size})},\n")
    math(EXPR number "${number} + 1")
  endforeach()
  file(WRITE "${OUTPUT}" "#include \"${HEADER}\"
__asm__(\".pushsection .rodata\\n\"
${bytes}        \".popsection\\n\");
${declared}namespace dragoman::server {
std::vector<std::pair<std::string_view, std::string_view>> page_files() {
  return {
${listed}  };
}
}  // namespace dragoman::server
")
  return()
endif()

option(DRAGOMAN_PAGE "build the web page and take it into the program" ON)

function(dragoman_embed_page target)
  set(web "${CMAKE_SOURCE_DIR}/web")
  set(stand_in "${CMAKE_SOURCE_DIR}/src/server/stand_in")
  set(source "${CMAKE_CURRENT_BINARY_DIR}/page_files.cpp")
  find_program(DRAGOMAN_NPM npm)
  set(folder "${stand_in}")
  if(DRAGOMAN_PAGE AND EXISTS "${web}/package.json" AND DRAGOMAN_NPM)
    set(folder "${web}/dist")
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${web}/src/*" "${web}/public/*")
    file(GLOB settings CONFIGURE_DEPENDS "${web}/*.json" "${web}/*.html" "${web}/*.ts" "${web}/*.js")
    add_custom_command(
      OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/web_installed"
      COMMAND "${DRAGOMAN_NPM}" ci --no-audit --no-fund --loglevel=error
      COMMAND "${CMAKE_COMMAND}" -E touch "${CMAKE_CURRENT_BINARY_DIR}/web_installed"
      WORKING_DIRECTORY "${web}"
      DEPENDS "${web}/package.json" "${web}/package-lock.json"
      COMMENT "Installing what the page is built from (npm ci)"
      VERBATIM)
    add_custom_command(
      OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/web_built"
      COMMAND "${DRAGOMAN_NPM}" run build --loglevel=error
      COMMAND "${CMAKE_COMMAND}" -E touch "${CMAKE_CURRENT_BINARY_DIR}/web_built"
      WORKING_DIRECTORY "${web}"
      DEPENDS "${CMAKE_CURRENT_BINARY_DIR}/web_installed" ${sources} ${settings}
      COMMENT "Building the page (npm run build)"
      VERBATIM)
    set(depends "${CMAKE_CURRENT_BINARY_DIR}/web_built")
  else()
    if(DRAGOMAN_PAGE AND EXISTS "${web}/dist/index.html")
      set(folder "${web}/dist")
    elseif(DRAGOMAN_PAGE AND EXISTS "${web}/package.json")
      message(STATUS "npm is not there: dragoman serve will have its API and no page")
    endif()
    file(GLOB_RECURSE depends CONFIGURE_DEPENDS "${folder}/*")
  endif()
  add_custom_command(
    OUTPUT "${source}"
    COMMAND "${CMAKE_COMMAND}" "-DFOLDER=${folder}" "-DPACKED=${CMAKE_CURRENT_BINARY_DIR}/page" "-DOUTPUT=${source}"
            "-DHEADER=${CMAKE_SOURCE_DIR}/src/server/page.h" -P "${DRAGOMAN_PAGE_SCRIPT}"
    DEPENDS ${depends} "${DRAGOMAN_PAGE_SCRIPT}"
    COMMENT "Packing the page"
    VERBATIM)
  target_sources(${target} PRIVATE "${source}")
endfunction()
