const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/u));

/** Common given names of men, over several languages: evidence that a name is a person's, and for "he". */
export const MEN = words(
  'Aaron Abdul Abdullah Abraham Adam Adrian Ahmad Ahmed Al Alan Albert Alberto Alejandro Alex Alexander Alexei Alexis Alfred Ali Allan Allen Amir ' +
    'Anders André Andrea Andrei Andrés Andrew Andy Angelo Anthony Antonio Antony Ari Arnold Arthur Asif Asim Avi Bashar Ben Benjamin Benny Bernard Bernie ' +
    'Bill Billy Bob Bobby Boris Brad Brandon Brendan Brent Brett Brian Bruce Bruno Bryan Carl Carlos Charles Charlie Chris Christian Christopher Chuck ' +
    'Clarence Claude Claudio Clay Colin Conor Craig Curtis Dale Damian Dan Daniel Danny Darren Darrell Dave David Dean Denis Dennis Derek Dick Diego ' +
    'Dieter Dimitri Dirk Dmitry Don Donald Doug Douglas Duncan Dwight Earl Ed Eddie Edgar Eduardo Edward Edwin Ehud Elijah Elliott Emanuel Emmanuel ' +
    'Enrique Eric Erik Ernest Ethan Eugene Evan Faisal Farid Felipe Felix Fernando Fidel Francesco Francis Francisco Franco François Frank Franz Fred ' +
    'Frederick Friedrich Gabriel Gareth Gary Gavin Gene Geoff Geoffrey George Gerald Gerard Gerhard Giovanni Giuseppe Glenn Gordon Graham Greg Gregory ' +
    'Guillermo Gustavo Guy Hamid Hans Harold Harry Hassan Heinrich Helmut Henri Henry Herbert Herman Hossein Howard Hugh Hugo Hussein Ian Ibrahim Igor ' +
    'Imran Isaac Ismail Ivan Jack Jacob Jacques Jaime Jake James Jamie Jan Jared Jason Javier Jay Jean Jeff Jeffrey Jens Jeremy Jerome Jerry Jesse Jim ' +
    'Jimmy Joachim Joe Joel Johan Johannes John Johnny Jon Jonathan Jonas Jordan Jorge José Joseph Josh Joshua Juan Julian Justin Jürgen Kamal Karl Keith ' +
    'Ken Kenneth Kevin Khalid Kim Kirk Klaus Kofi Kurt Kyle Lance Larry Lars Lawrence Lee Leo Leon Leonard Leonid Lester Lewis Lloyd Louis Luca Lucas Luis ' +
    'Luke Mahmoud Malcolm Manuel Marc Marcel Marco Marcus Mario Mark Markus Marshall Martin Marvin Mathias Matt Matthew Maurice Max Mehmet Michael Michel ' +
    'Miguel Mike Mikhail Milton Mitch Mitt Mohamed Mohammad Mohammed Morgan Moses Muhammad Mustafa Nathan Nawaz Neal Ned Neil Nelson Newt Nicholas Nick ' +
    'Nicolas Nigel Nikolai Norman Oleg Oliver Olivier Omar Oscar Osama Otto Pablo Pat Patrick Paul Pavel Pedro Pete Peter Phil Philip Philippe Phillip Pierre ' +
    'Qamar Rafael Rahul Ralph Ramón Randall Randy Rashid Raul Raúl Ray Raymond Recep Reinhard René Ricardo Richard Rick Rob Robby Robert Roberto Rodrigo Roger ' +
    'Roland Roman Ron Ronald Ross Roy Rudolf Rudy Russell Ryan Salman Sam Samuel Sanjay Scott Sean Sebastian Sergei Sergey Sergio Seth Shane Shaun Shahbaz ' +
    'Sidney Silvio Simon Stanley Stefan Stephen Steve Steven Stuart Sven Syed Tayyip Ted Terrence Terry Theodore Thomas Tim Timothy Tobias Todd Tom Tommy Tony ' +
    'Trevor Tyler Vernon Victor Vincent Viktor Vladimir Volker Volodymyr Wallace Walter Warren Wayne Werner Will Willem William Willie Wolfgang Xavier Yasser Yuri ' +
    'Yusuf Zachary Zahid',
);

/** Common given names of women, likewise. */
export const WOMEN = words(
  'Abigail Ada Adriana Agnes Aisha Alejandra Alexandra Alice Alicia Alison Allison Amanda Amber Amelia Amina Amy Ana Andrea Angela Angelina Anita Ann ' +
    'Anna Anne Annette Annie Antonia April Ashley Asma Audrey Ava Barbara Beatrice Becky Benazir Bernadette Beth Betty Beverly Bonnie Brenda Brigitte ' +
    'Camila Carla Carmen Carol Carolina Caroline Carolyn Carrie Cassandra Catherine Cecilia Charlotte Chelsea Cheryl Christina Christine Cindy Claire ' +
    'Clara Claudia Colleen Connie Courtney Crystal Cynthia Dana Danielle Debbie Deborah Debra Denise Diana Diane Donna Dora Doris Dorothy Edith Eileen ' +
    'Elaine Eleanor Elena Elisabeth Elise Elizabeth Ella Ellen Emily Emma Erica Erin Esther Eva Eve Evelyn Fatima Fiona Florence Frances Gabriela Gail ' +
    'Gennifer Georgia Gina Gloria Grace Greta Gretchen Gwen Gwendolyn Hannah Harriet Heather Heidi Helen Helena Helga Hillary Hilary Holly Huma Ida Ilse ' +
    'Indira Inga Ingrid Irene Iris Isabel Isabella Ivanka Jacqueline Jana Jane Janet Janice Jasmine Jean Jeanne Jenna Jennifer Jenny Jessica Jill Joan ' +
    'Joanna Jocelyn Josephine Joy Joyce Juanita Judith Judy Julia Juliana Julie Karen Karin Kate Katherine Kathleen Kathryn Kathy Katie Katrina Kay Kelly ' +
    'Kellyanne Kerry Kimberly Kirsten Kristen Kristin Krystal Lana Laura Lauren Leah Leila Lena Leslie Linda Lisa Liz Lois Loretta Lori Louise Lucia Lucy ' +
    'Lydia Lynn Madeleine Maggie Malala Malia Marcia Margaret Margarita Maria María Marian Marianne Marie Marilyn Marine Marion Marissa Marjorie Martha ' +
    'Mary Maureen Megan Melania Melanie Melissa Meredith Michelle Mildred Miranda Molly Monica Nadia Nancy Naomi Natalia Natalie Natasha Nicole Nikki Nina ' +
    'Nora Norma Olga Olivia Pamela Patricia Patty Paula Pauline Peggy Penny Phyllis Priya Rachel Rebecca Renee Rita Roberta Robin Rosa Rose Rosemary Ruth ' +
    'Sabrina Sally Samantha Sandra Sara Sarah Shannon Sharon Sheila Shelley Sherry Shirley Silvia Simone Sofia Sonia Sonya Sophia Sophie Stacy Stella ' +
    'Stephanie Susan Susanne Sylvia Tamara Tammy Tanya Tara Teresa Theresa Tina Tracy Ursula Valerie Vanessa Vera Veronica Victoria Violet Virginia Vivian ' +
    'Wanda Wendy Whitney Yasmin Yvonne Zoe',
);
