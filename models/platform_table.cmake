# Turns scenarios/platforms/*.json into a C++ table (models/platform.h). A file that lacks a key stops the build
# here, with its name and the key.

file(READ ${CMAKE_CURRENT_LIST_DIR}/platform.h gs_platform_header)
string(REGEX MATCH "kBeliefNames{([^}]*)}" gs_ignored "${gs_platform_header}")
string(REGEX REPLACE "[\" \n]" "" gs_belief_names "${CMAKE_MATCH_1}")
string(REPLACE "," ";" gs_belief_names "${gs_belief_names}")

# gs_json(variable file json key...): one value, or a stop that names file and key.
function(gs_json variable file json)
  string(JSON value ERROR_VARIABLE error GET "${json}" ${ARGN})
  if(error)
    message(FATAL_ERROR "${file}: ${error}")
  endif()
  set(${variable} "${value}" PARENT_SCOPE)
endfunction()

# {center, sd, logarithmic, 'A', "source", "unit"} of one belief.
function(gs_belief variable file cell)
  gs_json(center ${file} "${cell}" center)
  gs_json(confidence ${file} "${cell}" confidence)
  gs_json(source ${file} "${cell}" source)
  gs_json(unit ${file} "${cell}" unit)
  string(JSON sd ERROR_VARIABLE plain GET "${cell}" log_sd)
  set(logarithmic true)
  if(plain)
    gs_json(sd ${file} "${cell}" sd)
    set(logarithmic false)
  endif()
  if(NOT confidence MATCHES "^[ABC]$")
    message(FATAL_ERROR "${file}: confidence '${confidence}' is none of A, B, C")
  endif()
  set(${variable} "{${center}, ${sd}, ${logarithmic}, '${confidence}', R\"~(${source})~\", \"${unit}\"}" PARENT_SCOPE)
endfunction()

function(gs_formats variable file json)
  gs_json(formats ${file} "${json}" formats)
  string(JSON last LENGTH "${formats}")
  math(EXPR last "${last} - 1")
  set(rows "")
  foreach(i RANGE ${last})
    string(JSON name MEMBER "${formats}" ${i})
    gs_json(format ${file} "${formats}" ${name})
    gs_json(visibility ${file} "${format}" visibility)
    gs_json(sd ${file} "${format}" sd)
    gs_json(confidence ${file} "${format}" confidence)
    gs_json(source ${file} "${format}" source)
    string(JSON discovery ERROR_VARIABLE none GET "${format}" discovery)
    if(none)
      set(discovery 1)
    endif()
    string(APPEND rows "    {\"${name}\", ${visibility}, ${discovery}, ${sd}, '${confidence}', R\"~(${source})~\"},\n")
  endforeach()
  set(${variable} "${rows}" PARENT_SCOPE)
endfunction()

function(gs_platform variable file)
  get_filename_component(id ${file} NAME_WE)
  file(READ ${file} json)
  foreach(key name currency maturity_days)
    gs_json(${key} ${file} "${json}" ${key})
  endforeach()
  gs_json(list ${file} "${json}" engagements)
  string(JSON last LENGTH "${list}")
  math(EXPR last "${last} - 1")
  set(engagements "")
  foreach(i RANGE ${last})
    string(JSON word GET "${list}" ${i})
    string(APPEND engagements "\"${word}\", ")
  endforeach()
  foreach(key x1 y1 x2 y2 sd confidence source)
    gs_json(hours_${key} ${file} "${json}" hours_of_day ${key})
  endforeach()
  gs_formats(formats ${file} "${json}")
  gs_json(parameters ${file} "${json}" parameters)
  set(beliefs "")
  foreach(key IN LISTS gs_belief_names)
    string(JSON cell ERROR_VARIABLE none GET "${parameters}" ${key})
    if(none AND NOT key STREQUAL save)  # the one thing some platforms do not have
      message(FATAL_ERROR "${file}: parameters.${key} is missing")
    elseif(none)
      set(belief "{}")
    else()
      gs_belief(belief ${file} "${cell}")
    endif()
    string(APPEND beliefs "        PlatformBelief${belief},\n")
  endforeach()
  set(hours "{0, ${hours_sd}, false, '${hours_confidence}', R\"~(${hours_source})~\", \"log\"}")
  set(${variable} "constexpr std::string_view k_${id}_engagements[] = {${engagements}};
constexpr PlatformFormat k_${id}_formats[] = {
${formats}};
constexpr Platform k_${id}{
    \"${id}\", \"${name}\", \"${currency}\", ${maturity_days}U,
    {${hours_x1}, ${hours_y1}, ${hours_x2}, ${hours_y2}},
    ${hours},
    k_${id}_engagements,
    k_${id}_formats,
    {{
${beliefs}    }}};

" PARENT_SCOPE)
endfunction()

# Writes the table to `out`, only when it differs.
function(gs_platform_table out)
  file(GLOB files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/scenarios/platforms/*.json)
  list(SORT files)
  set_property(DIRECTORY ${PROJECT_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${files})
  set(rows "")
  set(names "")
  foreach(file IN LISTS files)
    gs_platform(row ${file})
    string(APPEND rows "${row}")
    get_filename_component(id ${file} NAME_WE)
    string(APPEND names "k_${id}, ")
  endforeach()
  file(CONFIGURE OUTPUT ${out} CONTENT "// Made from scenarios/platforms by models/platform_table.cmake.
#include \"models/platform.h\"

namespace gs {
namespace {

@rows@constexpr Platform kPlatforms[] = {@names@};

}  // namespace

std::span<const Platform> platforms() { return kPlatforms; }

}  // namespace gs
" @ONLY)
endfunction()
