# dragoman_embed(target NAME file): compiles the file's bytes into the target. C++ finds them as
#   namespace dragoman::embedded { extern const std::string_view NAME; }
# The file is a dependency: change it and the next build takes it in anew. Assembler's .incbin keeps large files cheap.
set(DRAGOMAN_EMBED_SCRIPT "${CMAKE_CURRENT_LIST_FILE}")

function(dragoman_embed target name file)
  get_filename_component(path "${file}" ABSOLUTE)
  # One name, one file: of two the linker would silently take the first.
  get_property(taken GLOBAL PROPERTY dragoman_embedded_${name})
  if(taken AND NOT taken STREQUAL path)
    message(FATAL_ERROR "dragoman_embed: ${name} is ${taken} already; name ${path} otherwise")
  endif()
  set_property(GLOBAL PROPERTY dragoman_embedded_${name} "${path}")
  set(source "${CMAKE_CURRENT_BINARY_DIR}/embedded_${name}.cpp")
  add_custom_command(
    OUTPUT "${source}"
    COMMAND "${CMAKE_COMMAND}" -DNAME=${name} "-DFILE=${path}" "-DOUTPUT=${source}" -P "${DRAGOMAN_EMBED_SCRIPT}"
    DEPENDS "${path}" "${DRAGOMAN_EMBED_SCRIPT}"
    VERBATIM)
  # The compiler does not list what .incbin reads among a source's dependencies.
  set_source_files_properties("${source}" PROPERTIES OBJECT_DEPENDS "${path}")
  target_sources(${target} PRIVATE "${source}")
endfunction()

# dragoman_embed_folder(target SPACE HEADER FUNCTION FOLDER EXTENSION): every file of the folder, as the function that HEADER declares:
#   std::vector<std::pair<std::string_view, std::string_view>> SPACE::FUNCTION();   // name and bytes, in the order of names
function(dragoman_embed_folder target space header function folder extension)
  file(GLOB paths CONFIGURE_DEPENDS "${folder}/*.${extension}")
  list(SORT paths)
  set(declared "")
  set(listed "")
  foreach(path IN LISTS paths)
    get_filename_component(name "${path}" NAME)
    string(MAKE_C_IDENTIFIER "${name}" symbol)
    dragoman_embed(${target} "${symbol}" "${path}")
    string(APPEND declared "extern const std::string_view ${symbol};\n")
    string(APPEND listed "      {\"${name}\", embedded::${symbol}},\n")
  endforeach()
  set(source "${CMAKE_CURRENT_BINARY_DIR}/${function}.cpp")
  file(CONFIGURE OUTPUT "${source}" CONTENT "#include \"${CMAKE_CURRENT_SOURCE_DIR}/${header}\"
namespace dragoman::embedded {
${declared}}
namespace ${space} {
std::vector<std::pair<std::string_view, std::string_view>> ${function}() {
  return {
${listed}  };
}
}  // namespace ${space}
")
  target_sources(${target} PRIVATE "${source}")
endfunction()

if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
  # The size is written as a number so that the view is a constant: it is there before any other initialiser runs.
  file(SIZE "${FILE}" size)
  file(WRITE "${OUTPUT}" "#include <string_view>
__asm__(\".pushsection .rodata\\n.balign 64\\n\"
        \".global dragoman_embedded_${NAME}\\ndragoman_embedded_${NAME}:\\n\"
        \".incbin \\\"${FILE}\\\"\\n.byte 0\\n.popsection\\n\");
extern \"C\" const char dragoman_embedded_${NAME}[];
namespace dragoman::embedded {
extern const std::string_view ${NAME};
constinit const std::string_view ${NAME}(dragoman_embedded_${NAME}, ${size});
}  // namespace dragoman::embedded
")
endif()
